import { reportPage } from '@suotdoi/core/reports';
import { reportAsked } from '#lib/reports/asked.ts';
import { reportFile } from '#lib/reports/files.ts';
import { officersView } from '#lib/reports/view.ts';
import type { RequestHandler } from './$types';

/** The tables of a report, for Excel and for other programs. */
export const GET: RequestHandler = async ({ locals: { ctx, t }, params, url }) => {
  const { page: _, chosen: __, ...asked } = reportAsked(url.searchParams);
  const report = await reportPage(ctx, { unit: params.unit, ...asked });
  return reportFile(officersView(report), params, t);
};
