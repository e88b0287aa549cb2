import { offerHelp, ownOffer, stopHelping } from '@suotdoi/core/people';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { ctx } }) => ownOffer(ctx);

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const values = typed(await request.formData());
    const { days = [], places = [] } = values;
    const trouble = await offerHelp(locals.ctx, { days, places }).then(
      () => null,
      (error) => formFailure(locals.t, error, values),
    );
    if (trouble) return trouble;
    redirect(303, '/muon-giup?xong=ghi');
  },
  stop: async ({ locals }) => {
    await stopHelping(locals.ctx);
    redirect(303, '/muon-giup?xong=thoi');
  },
};
