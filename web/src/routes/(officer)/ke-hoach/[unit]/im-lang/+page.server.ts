import { quietUnits } from '@suotdoi/core/standing';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit } }) => {
  const list = await quietUnits(ctx, unit);
  const crumb = crumbItems(list.path, { actor: ctx.actor, t }, (code) => `/ke-hoach/${code}`);
  return { list, crumb };
};
