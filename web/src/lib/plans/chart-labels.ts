import type { Drawing } from './chart.ts';

/** A line's name and its figure. */
interface Named {
  readonly name: string;
  readonly n: string;
}

interface Label extends Named {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** The figure stands under the name. */
  readonly two: boolean;
}

interface Names {
  readonly plan: Named | null;
  readonly forecast: Named | null;
  readonly actual: Named;
  /** The actual line lies below the plan. */
  readonly late: boolean;
  readonly narrow: boolean;
}

/** Half of the longest name with its figure, in the drawing's units. */
const HALF = 66;
/** Between the last point and a name left of it. */
const GAP = 14;

/**
 * Names beside their lines, none on another. In a wide drawing plan and forecast are named in the
 * margin; in a narrow one above and left of the lines' ends, where rising lines leave room.
 */
export function labelsOf(d: Drawing, names: Names): Label[] {
  const ends = [
    names.plan && d.ends.plan && { ...names.plan, y: d.ends.plan.y },
    names.forecast && d.ends.forecast && { ...names.forecast, y: d.ends.forecast.y },
  ].filter((one) => !!one);
  if (!names.narrow) {
    const room = { gap: 42, min: d.size.top, max: d.floor - 22 };
    const free = spread(
      ends.map(({ y }) => y + 2),
      room,
    );
    const placed = ends.map((end, i) => {
      return { ...end, x: d.end + 12, y: free[i] ?? end.y, anchor: 'start', two: true } as const;
    });
    return [...placed, ...besideNow(d, names)];
  }
  const late = d.now !== null && d.now.x > (d.left + 2 * d.end) / 3;
  const room = { gap: 20, min: d.size.top - 8, max: d.floor - 6 };
  // Under the last point runs its own line: nothing is named lower than it.
  const { now } = d;
  const stack =
    late && now
      ? [
          { ...names.actual, y: now.y },
          ...ends.map((end) => ({ ...end, y: Math.min(end.y, now.y) })),
        ]
      : ends;
  const x = late && d.now ? d.now.x - GAP : d.end;
  const free = spreadUp(
    stack.map(({ y }) => y - 10),
    room,
  );
  const placed = stack.map((one, i) => {
    return { ...one, x, y: free[i] ?? one.y, anchor: 'end', two: false } as const;
  });
  return late ? placed : [...placed, ...besideNow(d, names)];
}

/** The actual line is named under its end if the plan lies above, else left of it or over it. */
function besideNow(d: Drawing, { actual, late }: Names): Label[] {
  if (!d.now) return [];
  const aside = d.now.x - GAP;
  if (!late && aside - 2 * HALF > d.left) {
    return [{ ...actual, x: aside, y: d.now.y - 2, anchor: 'end', two: false }];
  }
  const x = Math.min(Math.max(d.now.x, d.left + HALF), d.size.width - HALF);
  const under = late && d.now.y + 34 < d.floor;
  const y = under ? d.now.y + 32 : Math.max(d.now.y - 16, d.size.top + 6);
  return [{ ...actual, x, y, anchor: 'middle', two: false }];
}

/** Moves labels apart that would stand on each other, as little as possible, in their order. */
export function spread(
  ys: readonly number[],
  { gap, min, max }: { gap: number; min: number; max: number },
): number[] {
  const order = ys.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  let free = min;
  for (const one of order) {
    one.y = Math.max(one.y, free);
    free = one.y + gap;
  }
  let roof = max;
  for (const one of order.reverse()) {
    one.y = Math.min(one.y, roof);
    roof = one.y - gap;
  }
  return order.sort((a, b) => a.i - b.i).map(({ y }) => y);
}

/** The same, but it is the lowest label that keeps its place. */
function spreadUp(
  ys: readonly number[],
  { gap, min, max }: { gap: number; min: number; max: number },
) {
  return spread(
    ys.map((y) => -y),
    { gap, min: -max, max: -min },
  ).map((y) => -y);
}
