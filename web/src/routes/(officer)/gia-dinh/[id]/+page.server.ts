import { dayOf } from '@suotdoi/core/ground';
import { familyPage } from '@suotdoi/core/standing';
import { unitPath } from '@suotdoi/core/units';
import { planHref } from '#lib/plans/addresses.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params }) => {
  const family = await familyPage(ctx, params.id);
  const path = await unitPath(ctx, family.unit);
  return {
    family,
    crumb: crumbItems(path.slice(1), { actor: ctx.actor, t }, planHref),
    year: Number(dayOf(ctx.now).slice(0, 4)),
  };
};
