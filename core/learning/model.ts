import { z } from 'zod';

export { type LessonActInput, lessonAct } from './lesson-model.ts';

export const uuid = z.uuid('ground.field_invalid');
const text = (max: number, missing: string) =>
  z
    .string()
    .transform((t) => t.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(2, missing).max(max, 'ground.text_too_long'));

/** One instructor and one phone reach ten people; more need another session. */
export const MAX_LEARNERS = 10;

/** How a learner did a skill before the instructor. Only `alone` counts. */
export const grades = ['alone', 'prompted', 'helped'] as const;
export type Grade = (typeof grades)[number];

export const skillCode = z.string().regex(/^[A-Z]{2,4}\d$/, 'learning.skill_unknown');
export const learnerKey = z.object({ shard: z.string().regex(/^\d{5}$/), person: uuid });

/** A session as it is planned: who comes, what is practised, where and when. */
export const newSession = z.object({
  id: uuid,
  unit: z.string().regex(/^\d{5}\.\d{2}$/, 'learning.village_missing'),
  heldAt: z.coerce.date('learning.time_missing'),
  minutes: z.coerce
    .number()
    .int()
    .min(10, 'learning.minutes_range')
    .max(300, 'learning.minutes_range')
    .default(60),
  topic: text(120, 'learning.topic_missing'),
  place: text(120, 'learning.place_missing'),
  skills: z.array(skillCode).min(1, 'learning.skills_missing').max(36),
  sharedDevice: z.boolean().default(false),
  learners: z.array(learnerKey).max(MAX_LEARNERS, 'learning.too_many_learners').default([]),
  /** Who helps beside the instructor, and sees what is done: a volunteer of the place, say. */
  witness: z
    .union([z.literal('').transform(() => undefined), text(80, 'ground.field_invalid')])
    .optional(),
});

/** The sheet filled in: each learner's presence, and a grade for each skill shown. */
export const sheet = z.object({
  session: uuid,
  /** The version seen when the sheet was opened. */
  version: z.coerce.number().int(),
  learners: z.array(
    z.object({
      person: uuid,
      present: z.boolean(),
      marks: z.record(skillCode, z.enum(grades)),
    }),
  ),
});
export type SheetRow = z.output<typeof sheet>['learners'][number];

export const addedLearners = z.object({ session: uuid, learners: z.array(learnerKey).min(1) });
