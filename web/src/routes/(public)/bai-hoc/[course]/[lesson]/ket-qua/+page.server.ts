import { dayOf, Refusal } from '@suotdoi/core/ground';
import { skillByCode } from '@suotdoi/core/standing/model';
import { lessonReader, nextCard } from '#lib/lessons/reader.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale }, params }) => {
  const reader = await lessonReader(ctx);
  const course = reader.shelf.course(params.course);
  const lesson = course?.lesson(params.lesson, locale);
  if (!course || !lesson) throw new Refusal('missing', 'library.unknown_lesson');
  const own = reader.own?.lessons.find(
    (one) => one.course === course.code && one.lesson === lesson.code,
  );
  const [session] = reader.home?.nearby ?? [];
  return {
    address: `/bai-hoc/${course.code}/${lesson.code}`,
    title: lesson.title,
    course: { code: course.code, title: course.title[locale] },
    ...{ learner: reader.own !== null, records: reader.records, next: nextCard(reader, locale) },
    own: own && {
      day: dayOf(own.finished ?? own.last),
      finished: own.finished !== null,
      practices: lesson.practices.map(({ id, goal }) => ({
        goal,
        done: own.practices.includes(id),
      })),
      answered: lesson.questions.map((_, index) => own.questions.includes(index)),
    },
    skills: lesson.skills.flatMap((code) => {
      const skill = skillByCode.get(code);
      return skill ? [{ name: skill[locale], shown: reader.reached.shown.has(code) }] : [];
    }),
    session: session && { ...session, day: dayOf(session.heldAt) },
  };
};
