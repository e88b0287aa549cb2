import { createAccount, may, mayGrant, scopeUnits } from '@suotdoi/core/accounts';
import { type Actor, dayOf } from '@suotdoi/core/ground';
import { correctPerson, movePerson, personPage, recordConsent } from '@suotdoi/core/people';
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
  return {
    ...{ person, standing, villages },
    today: dayOf(ctx.now),
    maySeeActs: may(ctx.actor, 'record.see'),
    mayTeach: may(ctx.actor, 'learning.teach'),
    mayGiveAccount: person.mayChange && givesAccounts(ctx.actor),
  };
};

/** Which of the page's forms was sent. */
type FormName = 'consent' | 'correct' | 'move' | 'account';

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
