import type { Day } from '@suotdoi/core/ground';
import { WEEKS } from './villages.ts';

/** The day `n` days before. */
export function dayMinus(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - n * 86_400_000).toISOString().slice(0, 10);
}

/** An hour of the week at which an instructor has time. Sunday is 0. */
export interface Hour {
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** Evenings after the meal, and Sundays. */
export const hours: readonly Hour[] = [
  { weekday: 0, hour: 8, minute: 0 },
  { weekday: 2, hour: 19, minute: 30 },
  { weekday: 4, hour: 19, minute: 30 },
  { weekday: 6, hour: 19, minute: 30 },
  { weekday: 0, hour: 15, minute: 0 },
  { weekday: 3, hour: 19, minute: 30 },
  { weekday: 5, hour: 19, minute: 30 },
];

/**
 * The day of that weekday in a week of the story. The last week ends yesterday, so whatever day
 * today is, each weekday comes 26 times.
 */
export function dayIn(week: number, weekday: number, today: Day): Day {
  const yesterday = dayMinus(today, 1);
  const back = (new Date(`${yesterday}T00:00:00Z`).getUTCDay() - weekday + 7) % 7;
  return dayMinus(yesterday, back + 7 * (WEEKS - 1 - week));
}
