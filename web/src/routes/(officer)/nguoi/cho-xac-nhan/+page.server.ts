import { scopeUnits } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { confirmSignup, joinSignup, refuseSignup, signupQueue } from '@suotdoi/core/people';
import { fail, redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  if (scopeUnits(ctx.actor, 'people.register').length === 0) {
    throw new Refusal('forbidden', 'accounts.not_allowed');
  }
  return { waiting: await signupQueue(ctx) };
};

export const actions: Actions = {
  confirm: (event) =>
    answer(event, 'xac-nhan', (one) =>
      confirmSignup(event.locals.ctx, { id: one('id'), notTheSame: one('notTheSame') === 'yes' }),
    ),
  join: (event) =>
    answer(event, 'la-mot', (one) =>
      joinSignup(event.locals.ctx, { id: one('id'), person: one('person') }),
    ),
  refuse: (event) =>
    answer(event, 'khong-nhan', (one) =>
      refuseSignup(event.locals.ctx, { id: one('id'), reason: one('reason') }),
    ),
};

/** A refusal goes back to the one it is about. */
async function answer(
  event: RequestEvent,
  done: string,
  work: (one: (name: string) => string) => Promise<unknown>,
) {
  const values = typed(await event.request.formData());
  const one = (name: string) => values[name]?.[0] ?? '';
  try {
    await work(one);
  } catch (error) {
    const { status, data } = formFailure(event.locals.t, error, values);
    return fail(status, { ...data, about: one('id') });
  }
  const told = new URLSearchParams({ xong: done, ten: one('name'), xom: one('village') });
  redirect(303, `/nguoi/cho-xac-nhan?${told}`);
}
