import { dayOf } from '@suotdoi/core/ground';
import { ownFamily } from '@suotdoi/core/standing';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  family: await ownFamily(ctx),
  year: Number(dayOf(ctx.now).slice(0, 4)),
});
