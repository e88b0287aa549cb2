/** Chance that comes out the same for the same seed, whatever was asked of other dice. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  chance(p: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the values, as often as its weight says. */
  weigh<T>(list: readonly (readonly [T, number])[]): T;
}

export function dice(seed: string): Dice {
  let state = hash(seed);
  // mulberry32: small, quick, good enough for names and evenings.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(next() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return {
    next,
    pick,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (p) => next() < p,
    weigh: (list) => weigh(list, next()),
  };
}

function weigh<T>(list: readonly (readonly [T, number])[], at: number): T {
  let left = at * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of list) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new Error('nothing to weigh');
}

/** FNV-1a with a last stir, so that seeds which differ in one letter differ everywhere. */
function hash(seed: string): number {
  let h = 0x811c9dc5;
  for (const letter of seed) h = Math.imul(h ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return h ^ (h >>> 13);
}
