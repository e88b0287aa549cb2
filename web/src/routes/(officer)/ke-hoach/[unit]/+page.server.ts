import { may } from '@suotdoi/core/accounts';
import { planPage } from '@suotdoi/core/plans';
import { planHref } from '#lib/plans/addresses.ts';
import { planAsked } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit }, url }) => {
  const { year, subject } = planAsked(url.searchParams);
  const plan = await planPage(ctx, { unit, subject, ...(year === undefined ? {} : { year }) });
  const kept = { subject, ...(year === undefined ? {} : { year }) };
  return {
    plan,
    subject,
    crumb: crumbItems(plan.path, { actor: ctx.actor, t }, (code) => planHref(code, kept)),
    mayRegister: may(ctx.actor, 'people.register'),
    seesLearning: may(ctx.actor, 'learning.see'),
    saved: ['da-luu', 'da-chia'].find((done) => url.searchParams.has(done)) ?? null,
    slowest: url.searchParams.get('xep') === 'cham',
  };
};
