import { z } from 'zod';
import { weekdays } from './choices.ts';
import { village } from './model.ts';

export const offer = z.object({
  days: z.array(z.enum(weekdays)).min(1, 'people.offer_days_missing').max(7),
  /** Villages of one's own commune. */
  places: z.array(village).min(1, 'people.offer_places_missing').max(40),
});
