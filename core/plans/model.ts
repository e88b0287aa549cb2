import { subjects } from '@suotdoi/core/standing/model';
import { z } from 'zod';

/** What a plan sets targets for; the figure it is compared with is `<subject>_basic`. */
export const subject = z.enum(subjects);

const grouped = /^\d{1,3}([.,\s]\d{3})+$/;

/** A whole number, as typed: "1200", "1.200" and "1,200" are the same; "1,5" is none. */
export const count = z
  .union([z.number(), z.string().trim()])
  .transform(String)
  .transform((text) => (grouped.test(text) ? text.replace(/\D/g, '') : text))
  .pipe(z.string().regex(/^\d{1,9}$/, 'plans.target_not_a_number'))
  .transform(Number);

const year = z.coerce.number().int().min(2025).max(2100);

/** How often a plan had been saved when its form was opened; absent: whatever stands is replaced. */
const version = z.coerce.number().int().min(0).optional();

/** A unit's targets for one subject and year: how many by the end of each month. */
export const targets = z.object({
  unit: z.string(),
  subject,
  year,
  version,
  /** Twelve numbers, January first, never falling. */
  byMonth: z.array(count).length(12, 'plans.twelve_months'),
  /** How many there are at all, where not everybody is registered yet; empty: as registered. */
  whole: z
    .union([z.literal('').transform(() => null), count, z.null()])
    .default(null)
    .transform((n) => (n === 0 ? null : n)),
});

/** How a target is split: by the number of people, by last year's result, or by hand. */
export const ways = ['people', 'last_year', 'hand'] as const;
export type SplitWay = (typeof ways)[number];

/** What a unit asks of each unit below it by the end of the year. */
export const split = z.object({
  unit: z.string(),
  subject,
  year,
  version,
  way: z.enum(ways),
  parts: z
    .array(z.object({ unit: z.string(), n: count }))
    .min(1)
    .max(5000),
});

/** A month, quarter or year to be closed; `reason` makes it an amendment of one already closed. */
export const closing = z.object({
  unit: z.string(),
  period: z.string().regex(/^20\d\d(-(0[1-9]|1[0-2])|-Q[1-4])?$/, 'plans.period_unknown'),
  reason: z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(500, 'ground.text_too_long'))
    .default(''),
});
