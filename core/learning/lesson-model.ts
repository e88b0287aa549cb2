import { z } from 'zod';

const name = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'learning.act_form');

const every = {
  /** A UUIDv7 made where it was learnt: sent twice, recorded once. */
  id: z.uuid('learning.act_form'),
  course: name,
  /** The version that was learnt, also if a newer one is out by now. */
  version: z.string().regex(/^\d{1,4}\.\d{1,4}$/, 'learning.act_form'),
  lesson: z.string().regex(/^[A-Z]{2,6}\d{1,2}$/, 'learning.act_form'),
  language: z.enum(['vi', 'en']),
  /** When it was finished, by the clock of the device. */
  at: z.coerce.date('learning.act_form'),
  /** Milliseconds; a phone left lying counts as a day at the most. */
  duration: z.coerce
    .number()
    .min(0)
    .transform((ms) => Math.min(ms, 86_400_000)),
  attempts: z.coerce.number().int().min(1).max(10_000),
};

/** Something a learner did in a lesson: the results of the players, with what only the host knows. */
export const lessonAct = z.discriminatedUnion('kind', [
  z.object({ ...every, kind: z.literal('practice'), practice: name }),
  z.object({
    ...every,
    kind: z.literal('answer'),
    question: z.coerce.number().int().min(0).max(9),
    success: z.boolean(),
  }),
  z.object({ ...every, kind: z.literal('lesson'), success: z.boolean() }),
]);
export type LessonActInput = z.output<typeof lessonAct>;

export const lessonActs = z.object({
  acts: z.array(lessonAct).min(1, 'learning.act_form').max(500, 'learning.too_many_acts'),
  /** What the device's clock said when this was sent: it tells how wrong that clock is. */
  sentAt: z.coerce.date('learning.act_form').optional(),
});
