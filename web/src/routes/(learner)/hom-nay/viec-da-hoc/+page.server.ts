import { dayOf, Refusal } from '@suotdoi/core/ground';
import { personSource } from '@suotdoi/core/standing';
import { withLessonTitles } from '#lib/lessons/titles.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale } }) => {
  const own = ctx.actor.kind === 'account' ? ctx.actor.person : null;
  if (!own) throw new Refusal('forbidden', 'standing.no_person');
  const { acts, counted, missing, needed, reached } = await personSource(ctx, own.person);
  const counting = new Set(counted.map(({ statement }) => statement));
  return {
    ...{ reached, needed },
    done: needed - missing.essential.length - missing.others,
    acts: (await withLessonTitles(acts, locale)).map((act) => ({
      ...act,
      day: dayOf(act.at),
      counts: counting.has(act.statement),
    })),
  };
};
