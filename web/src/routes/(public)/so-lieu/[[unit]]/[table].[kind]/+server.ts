import { publicReport } from '@suotdoi/core/reports';
import { NATION } from '@suotdoi/core/units';
import { reportAsked } from '#lib/reports/asked.ts';
import { reportFile } from '#lib/reports/files.ts';
import { publicView } from '#lib/reports/view.ts';
import type { RequestHandler } from './$types';

/** The public tables, for Excel and for other programs. */
export const GET: RequestHandler = async ({ locals: { ctx, t }, params, url }) => {
  const { subject, month } = reportAsked(url.searchParams);
  const report = await publicReport(ctx, { unit: params.unit ?? NATION, subject, month });
  return reportFile(publicView(report), params, t);
};
