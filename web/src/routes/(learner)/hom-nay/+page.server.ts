import { dayOf } from '@suotdoi/core/ground';
import { learnerHome } from '@suotdoi/core/standing';
import { skillByCode } from '@suotdoi/core/standing/model';
import { addressOf } from '#lib/learning/address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const home = await learnerHome(ctx);
  const today = dayOf(ctx.now);
  return {
    home,
    today,
    next: (home.next && skillByCode.get(home.next)) || null,
    nearby: home.nearby.map((session) => ({ ...session, day: dayOf(session.heldAt) })),
    xung: addressOf(home, Number(today.slice(0, 4))),
  };
};
