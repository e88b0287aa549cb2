import type { PlanPage, SubjectFigures } from '@suotdoi/core/plans';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

/** A moment of the year: 0 is its beginning, 1 the end of January, 12 the end of December. */
interface Point {
  readonly at: number;
  readonly n: number;
}

/** What a plan's drawing shows, before any size. */
export interface Series {
  readonly plan: readonly Point[];
  readonly actual: readonly Point[];
  /** At the year's end; from the last actual point. */
  readonly forecast: { readonly low: number; readonly high: number } | null;
}

type Page = Pick<PlanPage, 'year' | 'month' | 'began'>;
type Figures = Pick<SubjectFigures, 'months' | 'outlook'>;

/**
 * The lines of one subject. A month's figure stands at its end; the running month at today, so
 * that it is compared with the plan of the same day. Months before learning began have no line.
 */
export function seriesOf({ month, began }: Page, { months, outlook }: Figures): Series {
  const plan: Point[] = [];
  const actual: Point[] = [];
  for (const [i, figures] of months.entries()) {
    const { planned, plannedAdded, added } = figures;
    if (planned !== null) {
      if (plan.length === 0 && plannedAdded !== null)
        plan.push({ at: i, n: planned - plannedAdded });
      plan.push({ at: i + 1, n: planned });
    }
    if (figures.actual === null || began === null || figures.month < began) continue;
    if (actual.length === 0) actual.push({ at: i, n: figures.actual - (added ?? 0) });
    const today = figures.month === month && outlook !== null;
    actual.push({ at: today ? 12 - outlook.left : i + 1, n: figures.actual });
  }
  return { plan, actual, forecast: actual.length > 0 ? (outlook?.forecast ?? null) : null };
}

/** A drawing's measures, in the units of its SVG. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Months between two labels of the axis. */
  readonly step: number;
}

/** The forecast and the actual line keep their names beside them; on a phone within the drawing. */
export const big: Size = { width: 720, height: 360, right: 112, top: 24, bottom: 40, step: 1 };
export const small: Size = { width: 336, height: 270, right: 12, top: 34, bottom: 40, step: 2 };

export interface Drawing {
  readonly size: Size;
  /** Left and lower edge of the lines' field. */
  readonly left: number;
  readonly floor: number;
  readonly end: number;
  readonly lines: readonly { readonly y: number; readonly n: number }[];
  readonly months: readonly { readonly x: number; readonly month: number }[];
  readonly plan: string | null;
  readonly actual: string | null;
  readonly dots: readonly Spot[];
  /** The last actual point. */
  readonly now: Spot | null;
  readonly fan: string | null;
  readonly ends: { readonly plan: Spot | null; readonly forecast: Spot | null };
  /** Where the axis begins; 0, or more when the lines would lie together at the top. */
  readonly from: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Width of a figure in the axis' letters. */
const DIGIT = 8;

/** Draws the lines into a size; `label` writes a number of the axis. */
export function drawingOf(series: Series, size: Size, label: (n: number) => string): Drawing {
  const floor = size.height - size.bottom;
  const y = scaleLinear().domain(domainOf(series)).range([floor, size.top]).nice(5);
  const [from = 0] = y.domain();
  const lines = y
    .ticks(5)
    .filter(Number.isInteger)
    .map((n) => ({ n, y: round(y(n)) }));
  const widest = Math.max(...lines.map(({ n }) => label(n).length));
  const left = 10 + widest * DIGIT;
  const end = size.width - size.right;
  const x = scaleLinear([0, 12], [left + 4, end]);
  const spot = ({ at, n }: Point): Spot => ({ x: round(x(at)), y: round(y(n)) });
  const path = line<Spot>(
    ({ x }) => x,
    ({ y }) => y,
  );
  const dots = series.actual.map(spot);
  const plan = series.plan.map(spot);
  const now = dots.at(-1) ?? null;
  const [low, high] = series.forecast
    ? [series.forecast.low, series.forecast.high].map((n) => spot({ at: 12, n }))
    : [];
  return {
    size,
    left,
    floor,
    end,
    lines,
    months: Array.from({ length: 12 / size.step }, (_, i) => i * size.step + size.step).map(
      (month) => ({ month, x: round(x(month)) }),
    ),
    plan: plan.length > 1 ? path(plan) : null,
    actual: dots.length > 1 ? path(dots) : null,
    dots,
    now,
    fan: now && low && high ? `${path([now, high, low])}Z` : null,
    ends: {
      plan: plan.at(-1) ?? null,
      forecast: low && high ? { x: low.x, y: (low.y + high.y) / 2 } : null,
    },
    from,
  };
}

/** Lines that lie high above 0 are seen better without it; the page says where the axis begins. */
function domainOf({ plan, actual, forecast }: Series): [number, number] {
  const all = [...plan, ...actual].map(({ n }) => n);
  if (forecast) all.push(forecast.low, forecast.high);
  const high = Math.max(4, ...all);
  const low = Math.min(high, ...all);
  return [low > high / 2 ? low : 0, high];
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** About so many: a forecast is never written more exactly than it is known. */
export function about(n: number): number {
  const step = n >= 1000 ? 100 : n >= 100 ? 10 : 1;
  return Math.round(n / step) * step;
}

/** The numbers of a narrow axis are written in thousands or millions. */
export function axisUnit(highest: number): 1 | 1000 | 1_000_000 {
  if (highest >= 10_000_000) return 1_000_000;
  return highest >= 10_000 ? 1000 : 1;
}
