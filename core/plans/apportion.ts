/**
 * Splits a whole number over parts in proportion to their weights, by largest remainder: the parts
 * add up to the whole exactly, and none differs from its exact share by one or more. The same
 * remainder: the heavier part first, then the earlier. Null when no weight is above 0.
 */
export function apportion(total: number, weights: readonly number[]): number[] | null {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return null;
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  handOut(parts, exact, { total });
  return parts;
}

/**
 * Twelve numbers for each part: where the whole stands at `whole[m]` by the end of a month, the
 * parts add up to that; each ends at its own number of `ends` and never falls. `ends` add up to
 * the last of `whole`.
 */
export function monthsOfParts(whole: readonly number[], ends: readonly number[]): number[][] {
  const last = whole.at(-1) ?? 0;
  const months: number[][] = [];
  let before = ends.map(() => 0);
  for (const total of whole) {
    const exact = ends.map((end) => (last === 0 ? 0 : (end * total) / last));
    const parts = exact.map((n, i) => Math.max(before[i] ?? 0, Math.floor(n)));
    handOut(parts, exact, { total, least: before, most: ends });
    months.push(parts);
    before = parts;
  }
  return ends.map((_, i) => months.map((parts) => parts[i] ?? 0));
}

/**
 * Gives (or takes) one after another until the parts add up to the total: to those furthest below
 * their exact share, from those furthest above it.
 */
function handOut(parts: number[], exact: readonly number[], to: Bounds): void {
  let rest = to.total - parts.reduce((a, b) => a + b, 0);
  const step = Math.sign(rest);
  const owed = (i: number) => ((exact[i] ?? 0) - (parts[i] ?? 0)) * step;
  while (rest !== 0) {
    const order = parts
      .map((n, i) => ({ n: n + step, i }))
      .filter(({ n, i }) => n >= (to.least?.[i] ?? 0) && n <= (to.most?.[i] ?? to.total))
      .map(({ i }) => i)
      .sort((a, b) => owed(b) - owed(a) || (exact[b] ?? 0) - (exact[a] ?? 0) || a - b)
      .slice(0, Math.abs(rest));
    if (order.length === 0) throw new Error('the parts cannot add up to the whole');
    for (const i of order) parts[i] = (parts[i] ?? 0) + step;
    rest -= step * order.length;
  }
}

interface Bounds {
  readonly total: number;
  readonly least?: readonly number[];
  readonly most?: readonly number[];
}
