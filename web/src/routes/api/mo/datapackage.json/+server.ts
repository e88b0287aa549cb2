import { NATION, unitPath, unitsBelow } from '@suotdoi/core/units';
import { dataPackage } from '#lib/reports/dictionary.ts';
import { openJson } from '#lib/reports/open-data.ts';
import type { RequestHandler } from './$types';

/** The open tables of the nation and of each province, as a Data Package. */
export const GET: RequestHandler = async ({ locals: { ctx }, request }) => {
  const [nation, provinces] = await Promise.all([unitPath(ctx, NATION), unitsBelow(ctx, NATION)]);
  return openJson(request, dataPackage([...nation, ...provinces]));
};
