import { Refusal } from '@suotdoi/core/ground';
import { lessonReader, listed } from '#lib/lessons/reader.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale }, params }) => {
  const reader = await lessonReader(ctx);
  const course = reader.shelf.course(params.course);
  if (!course) throw new Refusal('missing', 'library.unknown_course');
  const { next } = reader;
  return {
    code: course.code,
    title: course.title[locale],
    summary: course.summary[locale],
    learner: reader.own !== null,
    records: reader.records,
    next: next?.course === course.code ? next.lesson : null,
    groups: course.groups.map((group) => ({
      id: group.id,
      title: group.title[locale],
      lessons: listed(course, group.lessons, { ...reader, language: locale }),
    })),
  };
};
