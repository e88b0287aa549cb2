import { dayOf } from '@suotdoi/core/ground';
import { learnerHome } from '@suotdoi/core/standing';
import { skillByCode } from '@suotdoi/core/standing/model';
import { addressOf } from '#lib/learning/address.ts';
import { lessonReader, lessonToShare, nextCard } from '#lib/lessons/reader.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale } }) => {
  const reader = await lessonReader(ctx);
  // Who is no learner is refused in words.
  const home = reader.home ?? (await learnerHome(ctx));
  const today = dayOf(ctx.now);
  return {
    home,
    today,
    lesson: nextCard(reader, locale),
    share: lessonToShare(reader, locale),
    next: (home.next && skillByCode.get(home.next)) || null,
    nearby: home.nearby.map((session) => ({ ...session, day: dayOf(session.heldAt) })),
    xung: addressOf(home, Number(today.slice(0, 4))),
  };
};
