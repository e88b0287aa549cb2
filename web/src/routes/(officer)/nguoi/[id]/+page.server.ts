import {
  accountOfPerson,
  createAccount,
  endSessions,
  may,
  mayGrant,
  scopeUnits,
  setTemporaryPassword,
} from '@suotdoi/core/accounts';
import { type Actor, dayOf } from '@suotdoi/core/ground';
import {
  correctPerson,
  keepIdNumber,
  movePerson,
  personPage,
  recordConsent,
  sealsIdNumbers,
} from '@suotdoi/core/people';
import { CONSENT_WORDING } from '@suotdoi/core/people/model';
import { personStanding } from '@suotdoi/core/standing';
import { communeOf, villagesWithin } from '@suotdoi/core/units';
import { fail, redirect } from '@sveltejs/kit';
import { temporaryPassword } from '#lib/accounts/temporary-password.ts';
import { ownPath } from '#lib/choices.ts';
import { nested, typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const [person, standing, villages] = await Promise.all([
    personPage(ctx, params.id),
    personStanding(ctx, params.id),
    villagesWithin(ctx, scopeUnits(ctx.actor, 'people.register')),
  ]);
  // Somebody who was merged is found at the other's address.
  if (person.person !== params.id) redirect(303, `/nguoi/${person.person}`);
  return {
    ...{ person, standing, villages, sealed: sealsIdNumbers() },
    account: await accountOfPerson(ctx, person),
    today: dayOf(ctx.now),
    maySeeActs: may(ctx.actor, 'record.see'),
    mayTeach: may(ctx.actor, 'learning.teach'),
    mayGiveAccount: person.mayChange && givesAccounts(ctx.actor),
  };
};

/** Which of the page's forms was sent. */
type FormName = 'consent' | 'correct' | 'move' | 'number' | 'account' | 'keep';

export const actions: Actions = {
  consent: (event) =>
    send(event, 'consent', async (input) => {
      const asked = { ...(input.asked as object), wording: CONSENT_WORDING };
      await recordConsent(event.locals.ctx, { ...input, answer: input.answer ?? '', asked });
      const back = event.url.searchParams.get('ve');
      redirect(303, back ? ownPath(back) : `/nguoi/${event.params.id}?xong=y-kien`);
    }),
  correct: (event) =>
    send(event, 'correct', async (input) => {
      await correctPerson(event.locals.ctx, input);
      redirect(303, `/nguoi/${event.params.id}?xong=sua`);
    }),
  move: (event) =>
    send(event, 'move', async (input) => {
      await movePerson(event.locals.ctx, input);
      redirect(303, `/nguoi/${event.params.id}?xong=chuyen`);
    }),
  number: (event) =>
    send(event, 'number', async (input) => {
      await keepIdNumber(event.locals.ctx, input);
      redirect(303, `/nguoi/${event.params.id}?xong=${input.number ? 'so' : 'xoa-so'}`);
    }),
  password: (event) =>
    send(event, 'keep', async ({ account }) => {
      const password = temporaryPassword();
      const asked = { account: String(account), password };
      const { username } = await setTemporaryPassword(event.locals.ctx, asked);
      return { username, password, again: true };
    }),
  sessions: (event) =>
    send(event, 'keep', async ({ account }) => {
      await endSessions(event.locals.ctx, String(account));
      redirect(303, `/nguoi/${event.params.id}?xong=thoat`);
    }),
  account: (event) =>
    send(event, 'account', async (input) => {
      const { ctx } = event.locals;
      const { shard, person, name, unit } = await personPage(ctx, event.params.id);
      const password = temporaryPassword();
      await createAccount(ctx, {
        username: String(input.username ?? ''),
        ...{ name, password, role: 'citizen' },
        unit: communeOf(unit),
        person: { shard, person },
      });
      return { username: String(input.username ?? ''), password };
    }),
};

/** A refusal goes back to the form it came from, and only there. */
async function send<T>(
  event: RequestEvent,
  name: FormName,
  work: (input: Record<string, unknown>) => Promise<T>,
) {
  const data = await event.request.formData();
  const nothing = { message: '', faults: [], values: typed(data), account: null };
  try {
    return { ...nothing, name, account: await work({ ...nested(data), person: event.params.id }) };
  } catch (error) {
    const { status, data: trouble } = formFailure(event.locals.t, error, typed(data));
    return fail(status, { ...trouble, name, account: null });
  }
}

function givesAccounts(actor: Actor): boolean {
  return actor.kind === 'account' && actor.roles.some(({ role }) => mayGrant('citizen', role));
}
