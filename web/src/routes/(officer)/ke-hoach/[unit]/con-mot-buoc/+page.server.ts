import { isAllowed } from '@suotdoi/core/accounts';
import { nearFamilies } from '@suotdoi/core/standing';
import { PAGE } from '#lib/plans/asked.ts';
import { crumbItems } from '#lib/plans/crumb.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params: { unit }, url }) => {
  const { path, families, unit: here } = await nearFamilies(ctx, unit);
  const asked = Number(url.searchParams.get('trang'));
  const page = Number.isInteger(asked) && asked > 0 ? asked : 1;
  return {
    unit: here,
    total: families.length,
    page,
    more: families.length > page * PAGE,
    families: families.slice((page - 1) * PAGE, page * PAGE),
    opens: await isAllowed(ctx, 'record.see', unit),
    crumb: crumbItems(path, { actor: ctx.actor, t }, (code) => `/ke-hoach/${code}`),
  };
};
