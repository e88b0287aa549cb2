import type { Day, Month } from '@suotdoi/core/ground';
import { type Indicator, standards, type Way } from './model.ts';
import { standardOn } from './rules.ts';

/**
 * What one subject adds to one figure: a change of `n` in `month` at `unit`. A stock at the end of
 * a month is the sum of all changes up to it. No clock is read: the same facts give the same rows.
 */
export interface Contribution {
  readonly indicator: Indicator;
  /** '' for the whole; 'via:…' for a part. The parts add up to the whole. */
  readonly slice: string;
  readonly unit: string;
  readonly month: Month;
  readonly n: number;
}

/** Figures begin here; what is older counts in this opening month (units have dates from it on). */
export const OPENING: Day = '2025-07-01';

export interface Stay {
  readonly unit: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** What is known of a person that figures depend on. */
export interface PersonFacts {
  readonly birthYear: number;
  readonly died: Day | null;
  readonly sex: string | null;
  readonly ethnicity: string | null;
  readonly disability: boolean | null;
  readonly stays: readonly Stay[];
}

export interface Reached {
  readonly at: string;
  readonly via: Way;
}

const FOREVER: Day = '9999-12-31';

/** Days in [from, to) as the months in which a stock changes; nothing if no month's end lies within. */
export function span(indicator: Indicator, slice: string, stay: Stay): Contribution[] {
  const to = stay.to ?? FOREVER;
  if (stay.from >= to) return [];
  const enter = monthIn(stay.from);
  const rows: Contribution[] = [{ indicator, slice, unit: stay.unit, month: enter, n: 1 }];
  if (to !== FOREVER) rows.push({ indicator, slice, unit: stay.unit, month: monthIn(to), n: -1 });
  return rows;
}

export function monthIn(day: Day): Month {
  return later(day, OPENING).slice(0, 7);
}

export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

export function sooner(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The day on which a person is first counted as a citizen of the standard: the year they turn 15. */
export function adultFrom(birthYear: number, minAge: number): Day {
  return `${birthYear + minAge}-01-01`;
}

export function minAge(): number {
  return standardOn(OPENING, standards).citizen.minAge;
}

/** Where someone lived on a day; before the first stay, the first. */
export function placeOn(stays: readonly Stay[], day: Day): string | null {
  const there = stays.find((s) => s.from <= day && (s.to === null || day < s.to));
  return there?.unit ?? stays[0]?.unit ?? null;
}

/** Adds up rows of the same figure, place and month; what comes to nothing is left out. */
export function net(rows: readonly Contribution[]): Contribution[] {
  const sums = new Map<string, Contribution>();
  for (const row of rows) {
    const key = `${row.indicator}|${row.slice}|${row.unit}|${row.month}`;
    const known = sums.get(key);
    sums.set(key, known ? { ...known, n: known.n + row.n } : row);
  }
  return [...sums.values()].filter((row) => row.n !== 0);
}
