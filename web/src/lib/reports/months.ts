import { rateOf } from '@suotdoi/core/reports/rules';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { ViewMonth } from './view.ts';

/** A drawing's measures, in the units of its SVG. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly right: number;
}
export const big: Size = { width: 720, height: 260, right: 76 };
export const narrow: Size = { width: 336, height: 220, right: 16 };

const [TOP, BOTTOM, LEFT] = [30, 34, 44] as const;
/** Room for "11/25" below the axis. */
const LABEL = 46;

/** Where things of a row of months stand: `x` is a month's middle, `labels` those that are named. */
interface Axes {
  readonly floor: number;
  readonly left: number;
  readonly end: number;
  readonly step: number;
  readonly labels: readonly { readonly x: number; readonly month: string }[];
  readonly lines: readonly { readonly y: number; readonly n: number }[];
  x(i: number): number;
  y(n: number): number;
}

function axesOf(months: readonly ViewMonth[], size: Size, most: number): Axes {
  const floor = size.height - BOTTOM;
  const end = size.width - size.right;
  const step = (end - LEFT) / Math.max(1, months.length);
  const x = (i: number) => round(LEFT + step * (i + 0.5));
  const y = scaleLinear().domain([0, most]).range([floor, TOP]).nice(4);
  const every = Math.max(1, Math.ceil(LABEL / step));
  const last = months.length - 1;
  const labels = months
    .map(({ month }, i) => ({ x: x(i), month, i }))
    .filter(({ i }) => (last - i) % every === 0);
  const lines = y
    .ticks(4)
    .filter(Number.isInteger)
    .map((n) => ({ n, y: round(y(n)) }));
  return { floor, left: LEFT, end, step, labels, lines, x, y: (n) => round(y(n)) };
}

export interface RateDrawing extends Axes {
  /** The line, in pieces where a month's rate is not told. */
  readonly path: string | null;
  readonly dots: readonly { readonly x: number; readonly y: number; readonly rate: number }[];
}

/** The rate of each month, in hundredths, on a scale from 0. */
export function rateDrawing(months: readonly ViewMonth[], size: Size): RateDrawing {
  const rates = months.map((month) => rateOf(month));
  const axes = axesOf(months, size, Math.max(4, ...rates.map((rate) => (rate ?? 0) * 100)));
  const path = line<number | null>(
    (_, i) => axes.x(i),
    (rate) => axes.y((rate ?? 0) * 100),
  ).defined((rate) => rate !== null)(rates);
  const dots = rates.flatMap((rate, i) =>
    rate === null ? [] : [{ x: axes.x(i), y: axes.y(rate * 100), rate }],
  );
  return { ...axes, path, dots };
}

export interface HabitDrawing extends Axes {
  readonly bars: readonly {
    readonly month: string;
    readonly x: number;
    readonly width: number;
    readonly learners: number;
    readonly habit: number;
  }[];
}

/** Learners of each month, and within them those who keep at it; null where they are not told. */
export function habitDrawing(months: readonly ViewMonth[], size: Size): HabitDrawing | null {
  const told = months.flatMap(({ month, learners, habit }) =>
    learners === undefined || habit === undefined ? [] : [{ month, learners, habit }],
  );
  const most = Math.max(0, ...told.map(({ learners }) => learners));
  if (told.length < months.length || most === 0) return null;
  const axes = axesOf(months, size, Math.max(4, most));
  const width = round(Math.min(28, axes.step * 0.72));
  const bars = told.map(({ month, learners, habit }, i) => ({
    ...{ month, x: round(axes.x(i) - width / 2), width },
    ...{ learners: axes.y(learners), habit: axes.y(habit) },
  }));
  return { ...axes, bars };
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** "2026-10" where space is short: "10/26". */
export function shortMonth(month: string): string {
  return `${Number(month.slice(5))}/${month.slice(2, 4)}`;
}
