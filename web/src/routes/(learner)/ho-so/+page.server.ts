import { dayOf } from '@suotdoi/core/ground';
import { personPage, withdrawConsent } from '@suotdoi/core/people';
import { ownRecord } from '@suotdoi/core/standing';
import { redirect } from '@sveltejs/kit';
import { withLessonTitles } from '#lib/lessons/titles.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale } }) => {
  const record = await ownRecord(ctx);
  const { consent } = await personPage(ctx, record.person);
  const counting = new Set(record.counted.map(({ statement }) => statement));
  return {
    ...{ record, consent },
    acts: (await withLessonTitles(record.acts, locale)).map((act) => ({
      ...act,
      day: dayOf(act.at),
      counts: counting.has(act.statement),
    })),
  };
};

export const actions: Actions = {
  withdraw: async ({ locals }) => {
    const trouble = await withdrawConsent(locals.ctx).then(
      () => null,
      (error) => formFailure(locals.t, error, {}),
    );
    if (trouble) return trouble;
    redirect(303, '/ho-so?xong=thoi#y-kien');
  },
};
