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

/** A unit's targets for one subject and year: how many by the end of each month. */
export const targets = z.object({
  unit: z.string(),
  subject,
  year: z.coerce.number().int().min(2025).max(2100),
  /** Twelve numbers, January first, never falling. */
  byMonth: z.array(count).length(12, 'plans.twelve_months'),
});
