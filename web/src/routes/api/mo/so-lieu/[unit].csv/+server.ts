import { Refusal } from '@suotdoi/core/ground';
import { publicReport } from '@suotdoi/core/reports';
import { subjects } from '@suotdoi/core/standing/model';
import { csv } from '#lib/plans/csv.ts';
import { pageError } from '#lib/refusals.ts';
import { reportAsked } from '#lib/reports/asked.ts';
import { openRows } from '#lib/reports/dictionary.ts';
import { openFile } from '#lib/reports/open-data.ts';
import type { RequestHandler } from './$types';

/** A unit and those below it as an open table: all four figures of a month. */
export const GET: RequestHandler = async ({ locals: { ctx, t }, params, url, request }) => {
  const { month } = reportAsked(url.searchParams);
  try {
    // batch: the four subjects, each kept until the next fold
    const reports = await Promise.all(
      subjects.map((subject) => publicReport(ctx, { unit: params.unit, subject, month })),
    );
    // Without the mark of UTF-8 that Excel wants: programs read this one.
    return openFile(request, csv(openRows(reports)).replace(/^\ufeff/, ''), 'text/csv');
  } catch (no) {
    if (!(no instanceof Refusal)) throw no;
    const { status, message } = pageError(t, no);
    return new Response(message, { status });
  }
};
