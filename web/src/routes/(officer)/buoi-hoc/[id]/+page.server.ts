import { may, scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, newId } from '@suotdoi/core/ground';
import { addLearners, saveSheet, sessionSheet } from '@suotdoi/core/learning';
import { mayFillSheet } from '@suotdoi/core/learning/rules';
import { peopleList, signupQueue } from '@suotdoi/core/people';
import { unitPath, villagesWithin } from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { type Typed, typed } from '#lib/forms.ts';
import { personKey } from '#lib/learning/session-form.ts';
import { sheetInput, without } from '#lib/learning/sheet-form.ts';
import { planHref } from '#lib/plans/addresses.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { addNew } from './add-new.ts';
import { admit } from './admit.ts';
import { type Reply, refused, reply } from './reply.ts';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params }) => {
  const sheet = await sessionSheet(ctx, params.id);
  const scope = scopeUnits(ctx.actor, 'people.register');
  const [path, villages, signups] = await Promise.all([
    unitPath(ctx, sheet.unit),
    sheet.mayFill ? villagesWithin(ctx, scope) : [],
    sheet.mayFill ? signupQueue(ctx, sheet.unit) : [],
  ]);
  return {
    ...{ sheet, villages, signups },
    crumb: crumbItems(path.slice(1), { actor: ctx.actor, t }, planHref),
    begun: mayFillSheet(sheet.heldAt, ctx.now),
    maySeeActs: may(ctx.actor, 'record.see'),
    day: dayOf(sheet.heldAt),
    year: Number(dayOf(sheet.heldAt).slice(0, 4)),
    newId: newId(),
  };
};

export const actions: Actions = {
  save: (event) =>
    answer(event, async (values) => {
      await saveSheet(event.locals.ctx, sheetInput(event.params.id, values));
      redirect(303, `/buoi-hoc/${event.params.id}?da-luu=1`);
    }),
  find: (event) => answer(event, (values) => find(event.locals.ctx, values)),
  choose: (event) => answer(event, (values) => choose(event, values)),
  add: (event) => answer(event, (values) => addNew(event, values)),
  admit: (event) => answer(event, (values) => admit(event, values)),
  /** Enter was pressed in a field beside the sheet: never saves the sheet. */
  enter: (event) =>
    answer(event, (values) =>
      values['person.name']?.[0] ? addNew(event, values) : find(event.locals.ctx, values),
    ),
};

/** Everything ticked on the sheet comes back with every answer, so that nothing is lost. */
async function answer(event: RequestEvent, work: (values: Typed) => Promise<Reply>) {
  const values = typed(await event.request.formData());
  try {
    return await work(values);
  } catch (error) {
    return refused(event.locals.t, error, values);
  }
}

async function find(ctx: Ctx, values: Typed): Promise<Reply> {
  const words = values.tim?.[0]?.trim() ?? '';
  const first = (values.learners ?? []).map((value) => personKey(value).person);
  return reply(values, { found: words ? await peopleList(ctx, { words, first }) : null });
}

async function choose({ locals: { ctx, t }, params }: RequestEvent, values: Typed): Promise<Reply> {
  const learners = (values.learners ?? []).map(personKey);
  if (learners.length === 0) return find(ctx, values);
  await addLearners(ctx, { session: params.id, learners });
  const note = t('learning.added_n', { n: learners.length });
  return reply(without(values, ['tim', 'learners']), { note });
}
