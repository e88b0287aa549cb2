import { z } from 'zod';
import { words } from './text-model.ts';

const option = z.strictObject({ text: words, right: z.boolean().default(false), why: words });
const rightOf = (options: readonly { right: boolean }[]): number =>
  options.filter((one) => one.right).length;
const miss = <T extends z.ZodType>(answer: T) => z.strictObject({ answer, why: words });

/** A question of the check. Every option carries a kind `why`; nothing says "wrong". */
export const questionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('choice'),
    ask: words,
    options: z
      .array(option)
      .min(2)
      .max(4)
      .refine((all) => rightOf(all) === 1, 'library.one_right'),
  }),
  z.strictObject({
    type: z.literal('several'),
    ask: words,
    options: z
      .array(option)
      .min(3)
      .max(6)
      .refine((all) => rightOf(all) >= 2 && rightOf(all) < all.length, 'library.several_right'),
  }),
  z.strictObject({
    type: z.literal('order'),
    ask: words,
    items: z
      .array(z.strictObject({ text: words, why: words }))
      .min(3)
      .max(5),
  }),
  z.strictObject({
    type: z.literal('match'),
    ask: words,
    pairs: z
      .array(z.strictObject({ left: words, right: words, why: words }))
      .min(2)
      .max(4),
  }),
  z.strictObject({
    type: z.literal('number'),
    ask: words,
    answer: z.number(),
    near: z.number().min(0).default(0),
    unit: words.optional(),
    why: words,
    misses: z.array(miss(z.number())).default([]),
    otherwise: words,
  }),
  z.strictObject({
    type: z.literal('text'),
    ask: words,
    answers: z.array(words).min(1),
    why: words,
    misses: z.array(miss(words)).default([]),
    otherwise: words,
  }),
]);
export type Question = z.infer<typeof questionSchema>;
