import { personSource } from '@suotdoi/core/standing';
import { sourceHref } from '#lib/plans/addresses.ts';
import { sourceAsked } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit, id }, url }) => {
  const source = await personSource(ctx, id);
  const { page: _, ...figure } = sourceAsked(ctx, url.searchParams);
  return {
    source,
    back: sourceHref(unit, figure),
    crumb: crumbItems(source.path, { actor: ctx.actor, t }, (code) => sourceHref(code, figure)),
  };
};
