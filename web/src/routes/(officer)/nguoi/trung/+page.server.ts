import { scopeUnits } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { duplicateList, UNDO_DAYS, undoMerge } from '@suotdoi/core/people';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  if (scopeUnits(ctx.actor, 'people.register').length === 0)
    throw new Refusal('forbidden', 'accounts.not_allowed');
  const page = Math.max(1, Math.trunc(Number(searchParams.get('trang')) || 1));
  const list = await duplicateList(ctx, { page });
  return { ...list, page, undoDays: UNDO_DAYS, done: searchParams.get('xong') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const data = await request.formData();
    try {
      await undoMerge(locals.ctx, { person: data.get('person') });
    } catch (error) {
      return formFailure(locals.t, error, typed(data));
    }
    redirect(303, '/nguoi/trung?xong=hoan');
  },
};
