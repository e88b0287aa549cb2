import { monthOf } from '@suotdoi/core/ground';
import { setTargets, targetsOf } from '@suotdoi/core/plans';
import { count } from '@suotdoi/core/plans/model';
import { evenSplit } from '@suotdoi/core/plans/rules';
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
  const form = await targetsOf(ctx, { unit, year, subject });
  const href = (code: string) => planHref(code, { year, subject });
  const split = url.searchParams.get('chia');
  const december = split === null ? null : count.safeParse(split);
  const splits = december?.success === true && december.data >= form.before;
  const takes = url.searchParams.has('giao') && form.asked !== null;
  const proposed = splits ? evenSplit(form.before, december.data) : takes ? form.asked : null;
  const { closed, byMonth } = form;
  return {
    ...form,
    year,
    subject,
    crumb: crumbItems(form.path, { actor: ctx.actor, t }, href),
    /** What the fields begin with; a closed month keeps its target. */
    begin: byMonth.map((n, i) => {
      const shut = closed.includes(`${year}-${String(i + 1).padStart(2, '0')}`);
      return shut ? n : (proposed?.[i] ?? n);
    }),
    split: {
      typed: split ?? '',
      done: proposed !== null,
      fault: !december || splits ? null : december.success ? 'low' : 'number',
    } as const,
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx, t }, params: { unit }, request, url }) => {
    const { year, subject } = asked(ctx.now, url.searchParams);
    const data = await request.formData();
    try {
      await setTargets(ctx, { ...nested(data), unit, year, subject });
    } catch (error) {
      return formFailure(t, error, typed(data));
    }
    const onwards = new URL(planHref(unit, { year, subject }), url);
    onwards.searchParams.set('da-luu', '1');
    redirect(303, onwards.pathname + onwards.search);
  },
};
