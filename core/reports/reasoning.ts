import type { PublicShare, Told } from './model.ts';

/** Between which numbers a figure must lie, for all that a reader knows. */
export interface Bounds {
  low: number;
  high: number;
}

/** More than any figure; finite, so that it can be added up and taken away. */
const MOST = 1e12;
export const unknown: Readonly<Bounds> = { low: 0, high: MOST };
export const exactly = (n: number): Readonly<Bounds> => ({ low: n, high: n });

function boundsOf(told: Told): Bounds {
  if (told === 'few') return { low: 1, high: 9 };
  return { ...(told === 'withheld' ? unknown : exactly(told)) };
}

/**
 * Whether a reader who reasons from what a table tells (the parts add up to the whole; those who
 * did not reach are the rest) comes to one single number under ten anywhere.
 */
export function givesAway(
  rows: readonly PublicShare[],
  whole: { n: Readonly<Bounds>; of: Readonly<Bounds> },
): boolean {
  const known = rows.map(({ n, of }) => ({
    n: boundsOf(n),
    of: boundsOf(of),
    rest: { ...unknown },
  }));
  const [n, of, rest] = [{ ...whole.n }, { ...whole.of }, { ...unknown }];
  for (let round = 0, moved = true; moved && round < 30; round++) {
    moved = narrow(of, [n, rest]);
    moved = narrow(n, columnOf(known, 'n')) || moved;
    moved = narrow(of, columnOf(known, 'of')) || moved;
    moved = narrow(rest, columnOf(known, 'rest')) || moved;
    for (const row of known) moved = narrow(row.of, [row.n, row.rest]) || moved;
  }
  const figures = known.flatMap((row) => [row.n, row.of, row.rest]);
  return figures.some(({ low, high }) => low === high && low > 0 && low < 10);
}

function columnOf<C extends string>(rows: readonly Record<C, Bounds>[], column: C): Bounds[] {
  return rows.map((row) => row[column]);
}

/** Narrows a whole and its parts by "the parts add up to the whole". True if anything moved. */
export function narrow(whole: Bounds, parts: readonly Bounds[]): boolean {
  const low = parts.reduce((sum, part) => sum + part.low, 0);
  const high = parts.reduce((sum, part) => sum + part.high, 0);
  let moved = tighten(whole, low, high);
  for (const part of parts) {
    const [others, most] = [low - part.low, high - part.high];
    moved = tighten(part, whole.low - most, whole.high - others) || moved;
  }
  return moved;
}

function tighten(known: Bounds, low: number, high: number): boolean {
  const tighter = low > known.low || high < known.high;
  known.low = Math.max(known.low, low);
  known.high = Math.min(known.high, high);
  return tighter;
}
