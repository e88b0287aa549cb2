import {
  type ComparedPerson,
  duplicatePair,
  mergePeople,
  tellApart,
  UNDO_DAYS,
} from '@suotdoi/core/people';
import { type PersonStanding, personStanding } from '@suotdoi/core/standing';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params: { one, other } }) => {
  const people = await duplicatePair(ctx, [one, other]);
  const [first, second] = await Promise.all([
    personStanding(ctx, people[0].person),
    personStanding(ctx, people[1].person),
  ]);
  const pair = [
    { ...people[0], standing: first },
    { ...people[1], standing: second },
  ];
  const [kept] = [...pair].sort((a, b) => weight(b) - weight(a));
  return { pair, kept: kept?.person ?? one, undoDays: UNDO_DAYS };
};

/** Which record to propose for keeping: who signs in, then who has learned more, then the older. */
function weight(p: ComparedPerson & { standing: PersonStanding }): number {
  const age = new Date(p.created).getTime() / 1e13;
  return (p.hasAccount ? 1000 : 0) + p.standing.counted.length * 2 + (p.family ? 1 : 0) - age;
}

export const actions: Actions = {
  merge: (event) =>
    send(event, async ([one, other], data) => {
      const kept = data.get('kept') === other ? other : one;
      await mergePeople(event.locals.ctx, { kept, person: kept === one ? other : one });
      redirect(303, '/nguoi/trung?xong=gop');
    }),
  apart: (event) =>
    send(event, async (people) => {
      await tellApart(event.locals.ctx, { people });
      redirect(303, '/nguoi/trung?xong=hai-nguoi');
    }),
};

async function send(
  { request, locals, params: { one, other } }: RequestEvent,
  work: (people: [string, string], data: FormData) => Promise<never>,
) {
  const data = await request.formData();
  try {
    return await work([one, other], data);
  } catch (error) {
    return formFailure(locals.t, error, typed(data));
  }
}
