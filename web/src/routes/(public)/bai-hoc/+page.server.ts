import { lessonReader, nextCard } from '#lib/lessons/reader.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale } }) => {
  const reader = await lessonReader(ctx);
  return {
    next: nextCard(reader, locale),
    learner: reader.own !== null,
    records: reader.records,
    courses: reader.shelf.courses.map(({ code, title, audience, summary, lessons }) => ({
      code,
      title: title[locale],
      audience: audience[locale],
      summary: summary[locale],
      total: lessons.length,
      done: lessons.filter((lesson) => reader.reached.finished.has(`${code}:${lesson}`)).length,
    })),
  };
};
