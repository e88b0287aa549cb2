import { dataDictionary } from '#lib/reports/dictionary.ts';
import { openJson } from '#lib/reports/open-data.ts';
import type { RequestHandler } from './$types';

/** What the fields of the open data mean. */
export const GET: RequestHandler = ({ request }) => openJson(request, dataDictionary());
