import { figureSource } from '@suotdoi/core/standing';
import { format } from '@suotdoi/messages';
import { sourceAsked } from '#lib/plans/asked.ts';
import { csv } from '#lib/plans/csv.ts';
import { sourceTable } from '#lib/plans/source-table.ts';
import type { RequestHandler } from './$types';

/** More than any village has. */
const MOST = 20_000;

/** The table of a figure's source, whole, for Excel. Names as on the page: for those who may. */
export const GET: RequestHandler = async ({
  locals: { ctx, t, locale },
  params: { unit },
  url,
}) => {
  const { page: _, ...asked } = sourceAsked(ctx, url.searchParams);
  const source = await figureSource(ctx, { unit, ...asked, most: MOST });
  const table = sourceTable({ t, f: format(locale) }, source, ctx.now);
  return new Response(csv(table), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="tu-dau-ra-${source.unit.code}-${source.month}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
};
