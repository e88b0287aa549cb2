import { figureSource } from '@suotdoi/core/standing';
import { sourceHref } from '#lib/plans/addresses.ts';
import { PAGE, sourceAsked } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit }, url }) => {
  const { page, ...asked } = sourceAsked(ctx, url.searchParams);
  const source = await figureSource(ctx, { unit, ...asked, skip: (page - 1) * PAGE, most: PAGE });
  return {
    source,
    page,
    now: ctx.now,
    crumb: crumbItems(source.path, { actor: ctx.actor, t }, (code) => sourceHref(code, asked)),
  };
};
