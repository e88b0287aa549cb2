import { monthOf } from '@suotdoi/core/ground';
import { closePeriod, closingsPage } from '@suotdoi/core/plans';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { closingHref } from '#lib/plans/addresses.ts';
import { planAsked } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

const yearAsked = (now: Date, params: URLSearchParams) =>
  planAsked(params).year ?? Number(monthOf(now).slice(0, 4));

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit }, url }) => {
  const year = yearAsked(ctx.now, url.searchParams);
  const page = await closingsPage(ctx, { unit, year });
  return {
    page,
    thisYear: Number(monthOf(ctx.now).slice(0, 4)),
    asked: url.searchParams.get('ky'),
    toClose: url.searchParams.get('chot'),
    done: url.searchParams.has('da-chot'),
    crumb: crumbItems(page.path, { actor: ctx.actor, t }, (code) => closingHref(code, year)),
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx, t }, params: { unit }, request }) => {
    const data = await request.formData();
    const period = String(data.get('period') ?? '');
    try {
      await closePeriod(ctx, { ...nested(data), unit });
    } catch (error) {
      return formFailure(t, error, typed(data));
    }
    redirect(303, closingHref(unit, Number(period.slice(0, 4)), { period, done: true }));
  },
};
