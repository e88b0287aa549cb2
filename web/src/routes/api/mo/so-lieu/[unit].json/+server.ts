import { Refusal } from '@suotdoi/core/ground';
import { publicReport } from '@suotdoi/core/reports';
import { json } from '@sveltejs/kit';
import { pageError } from '#lib/refusals.ts';
import { reportAsked } from '#lib/reports/asked.ts';
import { openData, openJson } from '#lib/reports/open-data.ts';
import type { RequestHandler } from './$types';

/** A unit's public figures as open data. */
export const GET: RequestHandler = async ({ locals: { ctx, t }, params, url, request }) => {
  const { subject, month } = reportAsked(url.searchParams);
  try {
    const report = await publicReport(ctx, { unit: params.unit, subject, month });
    return openJson(request, openData(report));
  } catch (no) {
    if (!(no instanceof Refusal)) throw no;
    const { status, message } = pageError(t, no);
    return json({ error: no.code, message }, { status });
  }
};
