import { type Ctx, idOf, Refusal } from '@suotdoi/core/ground';
import { ownLessons, recordActs } from '@suotdoi/core/learning';
import { shelf } from '@suotdoi/core/library';
import { fillLesson, missingBefore, stepKey } from '@suotdoi/core/library/rules';
import type { Result } from '@suotdoi/players/types';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { beginLesson, lessonTime } from '#lib/lessons/begun.ts';
import { askedOf, identifier, partHref, resultsOf } from '#lib/lessons/part.ts';
import { fillingFor, lessonReader } from '#lib/lessons/reader.ts';
import { actsOf } from '#lib/lessons/results.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, locale }, params, url, cookies }) => {
  const reader = await lessonReader(ctx);
  const course = reader.shelf.course(params.course);
  const lesson = course?.lesson(params.lesson, locale);
  if (!course || !lesson) throw new Refusal('missing', 'library.unknown_lesson');
  const filled = fillLesson(lesson, await fillingFor(ctx, reader, locale));
  const asked = askedOf(filled, url.searchParams, ctx.now);
  const steps = new Map(reader.shelf.steps.map((step) => [stepKey(step), step]));
  const step = steps.get(stepKey({ course: course.code, lesson: lesson.code }));
  const before = step ? missingBefore(step, steps, reader.reached) : [];
  const address = `/bai-hoc/${course.code}/${lesson.code}`;
  const nextAt = asked.part === 3 && asked.at + 1 < filled.practices.length ? asked.at + 1 : 0;
  if (reader.records) beginLesson(cookies, address, ctx.now);
  return {
    lesson: filled,
    ...{ address, asked },
    course: { code: course.code, title: course.title[locale], version: course.version },
    results: resultsOf(filled, asked, ctx.now),
    goesOn: partHref(address, nextAt ? 3 : asked.part + 1, nextAt),
    learner: reader.own !== null,
    records: reader.records,
    before: before.flatMap((key) => {
      const [code = '', name = ''] = key.split(':');
      const other = reader.shelf.course(code)?.lesson(name, locale);
      return other ? [{ href: `/bai-hoc/${code}/${name}`, title: other.title }] : [];
    }),
  };
};

export const actions: Actions = {
  /** Records what the part came to, and goes on. */
  tiep: async ({ locals: { ctx, t, locale }, params, request, cookies }) => {
    const data = await request.formData();
    const field = (name: string) => String(data.get(name) ?? '');
    const address = `/bai-hoc/${params.course}/${params.lesson}`;
    const id = identifier(field('ma'));
    try {
      const acts = actsOf({
        results: field('ket-qua'),
        idFor: (name) => idOf(id, name),
        told: {
          ...{ course: params.course, lesson: params.lesson, version: field('ban') },
          ...{ language: locale, at: ctx.now },
        },
      });
      if (acts.length > 0) await recordActs(ctx, { acts });
      if (field('phan') === '6') {
        const duration = lessonTime(cookies, address, ctx.now);
        const success = await isWhole(ctx, params);
        const lesson: Result = { kind: 'lesson', success, duration, attempts: 1 };
        const told = { ...params, version: field('ban'), language: locale, at: ctx.now };
        await recordActs(ctx, { acts: [{ ...told, ...lesson, id: idOf(id, 'lesson') }] });
      }
    } catch (error) {
      return formFailure(t, error, typed(data));
    }
    const on = field('toi');
    redirect(303, on.startsWith(address) ? on : partHref(address, Number(field('phan')) + 1));
  },
};

/** Whether every practice of the lesson is done and every question answered, now or before. */
async function isWhole(ctx: Ctx, asked: { course: string; lesson: string }): Promise<boolean> {
  const own = (await ownLessons(ctx))?.lessons.find((one) => stepKey(one) === stepKey(asked));
  const lesson = (await shelf()).course(asked.course)?.lesson(asked.lesson, 'vi');
  if (!own || !lesson) return false;
  return (
    lesson.practices.every(({ id }) => own.practices.includes(id)) &&
    lesson.questions.every((_, index) => own.questions.includes(index))
  );
}
