import { reportPage } from '@suotdoi/core/reports';
import { crumbItems } from '#lib/plans/crumb.ts';
import { monthsToChoose, reportAsked } from '#lib/reports/asked.ts';
import { officersView, reportHref } from '#lib/reports/view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit }, url }) => {
  const { page, chosen, ...asked } = reportAsked(url.searchParams);
  const report = await reportPage(ctx, { unit, ...asked });
  return {
    view: officersView(report),
    today: report.today,
    twoMaps: report.twoMaps,
    crumb: crumbItems(report.path, { actor: ctx.actor, t }, (code) => reportHref(code, asked)),
    months: monthsToChoose(ctx),
    page,
    chosen,
  };
};
