import type { PublicShare, Share, Told } from './model.ts';
import { exactly, givesAway, unknown } from './reasoning.ts';
import { FEWEST } from './rules.ts';

/** The counts of one row that a reader could learn: none of them may be 1 to 9. */
export type Counts = readonly number[];

const small = (n: number) => n > 0 && n < FEWEST;

/**
 * Which rows of a table are kept back, so that no count under ten is told, nor can be found from
 * those that are: the rows kept back together are two or more, and what they add up to (known to
 * whoever subtracts the rest from the whole) is not under ten either. The next smallest go first.
 *
 * `must`: rows already kept back in another table that this one would give away.
 * `wholeUnknown`: the whole is itself kept back; then all of its parts are, or they would bound it.
 */
export function keptBack(
  rows: readonly Counts[],
  {
    must = new Set(),
    wholeUnknown = false,
  }: { must?: ReadonlySet<number>; wholeUnknown?: boolean } = {},
): Set<number> {
  const size = (i: number) => (rows[i] ?? []).reduce((a, b) => a + b, 0);
  const full = rows.map((_, i) => i).filter((i) => size(i) > 0);
  if (wholeUnknown) return new Set(full);
  const kept = new Set(full.filter((i) => must.has(i) || (rows[i] ?? []).some(small)));
  const rest = full.filter((i) => !kept.has(i)).sort((a, b) => size(a) - size(b) || a - b);
  const sums = () =>
    (rows[0] ?? []).map((_, k) => [...kept].reduce((sum, i) => sum + (rows[i]?.[k] ?? 0), 0));
  const open = () => kept.size > 0 && (kept.size === 1 || sums().some(small));
  while (open() && rest.length > 0) kept.add(rest.shift() as number);
  return kept;
}

/**
 * "Fewer than ten" says more than "kept back": it may leave only one possibility when the sum of
 * those kept back is known. True where it does not.
 */
export function labelsAreSafe(hidden: readonly number[]): boolean {
  const few = hidden.filter(small).length;
  const sum = hidden.reduce((a, b) => a + b, 0);
  const others = few - 1;
  const possible = Array.from({ length: FEWEST - 1 }, (_, i) => sum - (i + 1)).filter(
    (left) =>
      (left >= others && left <= (FEWEST - 1) * others) ||
      (hidden.length > few && left >= others + FEWEST),
  );
  return few === 0 || possible.length > 1;
}

/** A table of shares as the public may read it. */
export interface PublicTable {
  readonly rows: PublicShare[];
  /** Rows whose number is not told, and rows whose whole is not. */
  readonly n: ReadonlySet<number>;
  readonly of: ReadonlySet<number>;
}

/**
 * Shares of the parts of a whole, with nothing under ten: neither who reached, nor who did not, nor
 * how many there are. The parts must add up to the whole.
 */
export function publicTable(
  shares: readonly Share[],
  { nUnknown = false, ofUnknown = false }: { nUnknown?: boolean; ofUnknown?: boolean } = {},
): PublicTable {
  const [ns, ofs] = [shares.map((share) => share.n), shares.map((share) => share.of)];
  const of = keptBack(
    ofs.map((count) => [count]),
    { wholeUnknown: ofUnknown },
  );
  const n = keptBack(
    shares.map((share) => [share.n, share.of - share.n]),
    { must: of, wholeUnknown: nUnknown },
  );
  const whole = {
    n: nUnknown ? unknown : exactly(sumOf(ns)),
    of: ofUnknown ? unknown : exactly(sumOf(ofs)),
  };
  // While what is told leaves one possibility only: "few" is not said, then more is kept back.
  for (let labels = true; ; labels = false) {
    const toldN = tell(ns, { kept: n, labels: labels && !nUnknown });
    const toldOf = tell(ofs, { kept: of, labels: labels && !ofUnknown });
    const rows = shares.map((_, i) => ({ n: toldN[i] ?? 'withheld', of: toldOf[i] ?? 'withheld' }));
    if (!givesAway(rows, whole)) return { rows, n, of };
    if (!labels && !keepMore(ns, n) && !keepMore(ofs, of)) return { rows, n, of };
  }
}

/** One column of a table as it is told. */
function tell(
  counts: readonly number[],
  { kept, labels }: { kept: ReadonlySet<number>; labels: boolean },
): Told[] {
  const few = labels && labelsAreSafe(counts.filter((_, i) => kept.has(i)));
  return counts.map((n, i) => {
    if (!kept.has(i)) return n;
    return few && small(n) ? 'few' : 'withheld';
  });
}

/** Keeps back the next smallest; false if there is none. */
function keepMore(counts: readonly number[], kept: Set<number>): boolean {
  const rest = counts.map((_, i) => i).filter((i) => !kept.has(i) && counts[i] !== 0);
  const [next] = rest.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  if (next !== undefined) kept.add(next);
  return next !== undefined;
}

const sumOf = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
