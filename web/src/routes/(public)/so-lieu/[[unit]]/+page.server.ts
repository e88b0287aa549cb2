import { publicReport } from '@suotdoi/core/reports';
import { NATION } from '@suotdoi/core/units';
import { unitName } from '#lib/plans/crumb.ts';
import { monthsToChoose, reportAsked } from '#lib/reports/asked.ts';
import { publicView, reportHref } from '#lib/reports/view.ts';
import type { PageServerLoad } from './$types';

/** Figures for everybody, without signing in. */
export const load: PageServerLoad = async ({ locals: { ctx, t }, params, url }) => {
  const { page, chosen, subject, month } = reportAsked(url.searchParams);
  const report = await publicReport(ctx, { unit: params.unit ?? NATION, subject, month });
  return {
    view: publicView(report),
    today: report.today,
    crumb: report.path.map((unit) => ({
      label: unit.code === NATION ? t('plans.nation') : unitName(unit, t.locale),
      href: reportHref(unit.code, { open: true, subject, month }),
    })),
    months: monthsToChoose(ctx),
    page,
    chosen,
  };
};
