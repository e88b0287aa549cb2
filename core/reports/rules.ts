import type { Month } from '@suotdoi/core/ground';
import { monthPlus } from '@suotdoi/core/ground/rules';
import type { GroupShare, PublicShare, Share } from './model.ts';

/** A share between 0 and 1; null where there is nobody to be counted, or a part is not told. */
export function rateOf({ n, of }: Share | PublicShare): number | null {
  if (typeof n !== 'number' || typeof of !== 'number' || of === 0) return null;
  return n / of;
}

/** From the highest rate to the lowest; without a rate last, in the order they came. */
export function ranked<T extends Share | PublicShare>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (rateOf(b) ?? -1) - (rateOf(a) ?? -1));
}

/** Places of rows that are ranked: equal rates share one, null without a rate. */
export function placesOf(rows: readonly (Share | PublicShare)[]): (number | null)[] {
  const rates = rows.map(rateOf);
  return rates.map((rate) => (rate === null ? null : rates.indexOf(rate) + 1));
}

/**
 * What a month is compared with: the same month of the year before, or three months before while
 * learning here is younger than that; null while it is younger than three months.
 */
export function comparedMonth(month: Month, began: Month | null): Month | null {
  if (began === null) return null;
  return [monthPlus(month, -12), monthPlus(month, -3)].find((one) => began <= one) ?? null;
}

/** A rate as it is written: to a tenth of a hundredth. */
function tenths(rate: number): number {
  return Math.round(rate * 1000);
}

/** Limits between the four classes of a map, in hundredths. */
export type ClassLimits = readonly [number, number, number];

/**
 * Limits that hold for a whole year: around the rate with which the whole ended the year before,
 * ten hundredths apart; quarters while there is no such rate, or it lies too near an end.
 */
export function classLimits(lastYear: number | null): ClassLimits {
  const middle = lastYear === null ? 0 : Math.round(lastYear * 20) * 5;
  return middle < 15 || middle > 85 ? [25, 50, 75] : [middle - 10, middle, middle + 10];
}

/** The class of a rate, 1 to 4. Judged as it is written, so that equal figures look equal. */
export function classOf(rate: number, limits: ClassLimits): 1 | 2 | 3 | 4 {
  const above = limits.filter((limit) => tenths(rate) >= limit * 10).length;
  return (above + 1) as 1 | 2 | 3 | 4;
}

/** Ten people: a group that is smaller gets no rate. */
export const FEWEST = 10;

/** The two groups furthest apart. */
export interface Gap {
  readonly low: GroupShare;
  readonly high: GroupShare;
  /** In points of a hundredth, as the two rates are written. */
  readonly points: number;
}

/** Null with fewer than two known groups of ten people. */
export function gapOf(groups: readonly GroupShare[]): Gap | null {
  const known = ranked(groups.filter((g) => g.of >= FEWEST && !g.slice.endsWith(':unknown')));
  const [high, low] = [known.at(0), known.at(-1)];
  if (!high || !low || high === low) return null;
  const points = (tenths(high.n / high.of) - tenths(low.n / low.of)) / 10;
  return { low, high, points };
}

/** Groups of a dimension, and in "…:unknown" whoever of the whole is in none of them. */
export function withRest(groups: readonly GroupShare[], slice: string, whole: Share): GroupShare[] {
  const left = (pick: 'n' | 'of') => groups.reduce((rest, one) => rest - one[pick], whole[pick]);
  const rest = { slice, n: left('n'), of: left('of') };
  return rest.of === 0 && rest.n === 0 ? [...groups] : [...groups, rest];
}

/** Ages as the public reads them: the elders of the law, and the rest. */
export function publicGroup(slice: string): string {
  if (!slice.startsWith('age:')) return slice;
  return Number.parseInt(slice.slice(4), 10) >= 60 ? 'age:60+' : 'age:15-59';
}
