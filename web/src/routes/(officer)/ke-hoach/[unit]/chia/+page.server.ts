import { monthOf } from '@suotdoi/core/ground';
import { splitForm, splitTarget } from '@suotdoi/core/plans';
import { ways } from '@suotdoi/core/plans/model';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { planHref } from '#lib/plans/addresses.ts';
import { planAsked } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

function asked(now: Date, params: URLSearchParams) {
  const { year = Number(monthOf(now).slice(0, 4)), subject } = planAsked(params, 'cho');
  return { year, subject };
}

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit }, url }) => {
  const { year, subject } = asked(ctx.now, url.searchParams);
  const way = ways.find((one) => one === url.searchParams.get('cach'));
  const form = await splitForm(ctx, { unit, year, subject, ...(way ? { way } : {}) });
  const href = (code: string) => planHref(code, { year, subject });
  return {
    ...form,
    ...{ year, subject, way },
    crumb: crumbItems(form.path, { actor: ctx.actor, t }, href),
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx, t }, params: { unit }, request, url }) => {
    const { year, subject } = asked(ctx.now, url.searchParams);
    const data = await request.formData();
    try {
      await splitTarget(ctx, { ...nested(data), unit, year, subject });
    } catch (error) {
      return formFailure(t, error, typed(data));
    }
    const onwards = new URL(planHref(unit, { year, subject }), url);
    onwards.searchParams.set('da-chia', '1');
    redirect(303, `${onwards.pathname}${onwards.search}#noi`);
  },
};
