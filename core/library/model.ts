import { z } from 'zod';
import type { Practice } from './practice-model.ts';
import type { Question } from './question-model.ts';
import { id, words } from './text-model.ts';

export * from './practice-model.ts';
export * from './question-model.ts';

/** Languages a lesson is written in. Vietnamese is the source; English has the same structure. */
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** The fixed sections of a lesson, in their order. */
export const sections = ['why', 'steps', 'practice', 'check', 'share', 'stuck'] as const;
export type Section = (typeof sections)[number];

/** The heading (`## …`) by which each section is known. */
export const headings: Readonly<Record<Language, Readonly<Record<Section, string>>>> = {
  vi: {
    why: 'Vì sao nên học',
    steps: 'Từng bước',
    practice: 'Làm thử',
    check: 'Ba câu hỏi',
    share: 'Chỉ cho người khác',
    stuck: 'Nếu bí',
  },
  en: {
    why: 'Why it matters',
    steps: 'Step by step',
    practice: 'Try it',
    check: 'Three questions',
    share: 'Show someone',
    stuck: 'If you are stuck',
  },
};

const lessonCode = z.string().regex(/^[A-Z]{2,6}\d{1,2}$/, 'library.lesson_code_form');
const both = z.strictObject({ vi: words, en: words });

const licence = z.string().regex(/^(CC-BY-4\.0|CC-BY-SA-4\.0|CC0-1\.0)$/, 'library.licence_form');
const media = z.string().regex(/^media\/[A-Za-z0-9._-]+$/, 'library.media_form');

/** The front matter of one lesson in one language. */
export const frontSchema = z.strictObject({
  title: words,
  skills: z.array(z.string()),
  competence: z.strictObject({
    tt02: z
      .array(
        z
          .string()
          .regex(/^(1\.[1-3]|2\.[1-6]|[34]\.[1-4]|5\.[1-4]|6\.[1-3])$/, 'library.competence_form'),
      )
      .min(1),
    digcomp: z
      .array(z.string().regex(/^(1\.[1-3]|2\.[1-6]|[345]\.[1-4])$/, 'library.competence_form'))
      .min(1),
  }),
  minutes: z.number().int().min(3).max(30),
  /** Lessons to take before: `MAY1`, or `ky-nang-so-co-ban:MAY1` of another course. */
  prerequisites: z.array(z.string()),
  licence,
  /** Recorded voice by section, in this file's language; `{}` when there is none. */
  audio: z.partialRecord(z.enum(sections), media),
  reason: words,
});
export type Front = z.infer<typeof frontSchema>;

/** `course.yaml`: `lessons` is the order of learning; each lesson stands in exactly one group. */
export const courseSchema = z
  .strictObject({
    code: id,
    title: both,
    audience: both,
    summary: both,
    level: z.enum(['basic', 'more', 'advanced', 'instructor']),
    version: z.string().regex(/^\d+\.\d+$/, 'library.version_form'),
    licence,
    lessons: z.array(lessonCode).min(1),
    groups: z
      .array(z.strictObject({ id, title: both, lessons: z.array(lessonCode).min(1) }))
      .min(1),
  })
  .refine(
    (course) =>
      course.groups
        .flatMap((group) => group.lessons)
        .sort()
        .join() === [...course.lessons].sort().join(),
    { message: 'library.groups_differ', path: ['groups'] },
  );
export type CourseFile = z.infer<typeof courseSchema>;

/** `channels.json`: emergency and reporting numbers. `value` null is an empty slot for the place to fill. */
export const channelsSchema = z.strictObject({
  version: words,
  channels: z.array(
    z.strictObject({
      id,
      name: both,
      value: words.nullable(),
      empty: both,
      source: z.string().nullable(),
      checked: z.iso.date().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type Channels = z.infer<typeof channelsSchema>;

/** One lesson in one language, ready for a page or a phone. Placeholders are not yet filled. */
export interface Lesson extends Front {
  readonly code: string;
  readonly language: Language;
  /** Sanitised HTML. */
  readonly why: string;
  readonly steps: readonly string[];
  readonly intro: string;
  readonly practices: readonly Practice[];
  readonly questions: readonly Question[];
  readonly share: string;
  readonly stuck: string;
  /** Pictures the text shows, as `media/…`. */
  readonly pictures: readonly string[];
}
