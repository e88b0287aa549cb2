import { collectiveSource } from '@suotdoi/core/standing';
import { sourceHref } from '#lib/plans/addresses.ts';
import { sourceAsked } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit, id }, url }) => {
  const source = await collectiveSource(ctx, id);
  const { month, added } = sourceAsked(ctx, url.searchParams);
  const indicator = source.kind === 'family' ? 'families_basic' : 'clans_basic';
  const href = (code: string) => sourceHref(code, { indicator, month, added });
  return {
    source,
    unit,
    now: ctx.now,
    back: href(unit),
    crumb: crumbItems(source.path, { actor: ctx.actor, t }, href),
  };
};
