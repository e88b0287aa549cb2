import { grantRole, holdersAmong, may, mayGrant, scopeUnits } from '@suotdoi/core/accounts';
import { type Actor, Refusal } from '@suotdoi/core/ground';
import { volunteerList } from '@suotdoi/core/people';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  if (scopeUnits(ctx.actor, 'people.see').length === 0) {
    throw new Refusal('forbidden', 'accounts.not_allowed');
  }
  const volunteers = await volunteerList(ctx);
  const accounts = volunteers.flatMap(({ account }) => account ?? []);
  const instructors = await holdersAmong(ctx, accounts, 'instructor');
  return {
    mayGive: givesWork(ctx.actor),
    mayTeach: may(ctx.actor, 'learning.teach'),
    volunteers: volunteers.map((one) => ({
      ...one,
      instructs: one.account !== null && instructors.has(one.account),
    })),
  };
};

export const actions: Actions = {
  make: async ({ locals, request }) => {
    const values = typed(await request.formData());
    const one = (name: string) => values[name]?.[0] ?? '';
    const given = { account: one('account'), role: 'instructor', unit: one('unit') } as const;
    const trouble = await grantRole(locals.ctx, given).then(
      () => null,
      (error) => formFailure(locals.t, error, values),
    );
    if (trouble) return trouble;
    redirect(
      303,
      `/nguoi/tinh-nguyen?${new URLSearchParams({ xong: one('name'), xom: given.unit })}`,
    );
  },
};

function givesWork(actor: Actor): boolean {
  return actor.kind === 'account' && actor.roles.some(({ role }) => mayGrant('instructor', role));
}
