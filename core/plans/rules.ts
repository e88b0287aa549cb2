import type { Month } from '@suotdoi/core/ground';

export {
  isOver,
  lastMonthOf,
  monthsOf,
  type Period,
  type PeriodKind,
  periodKind,
  periodsOf,
} from './periods.ts';

export interface MonthFigures {
  readonly month: Month;
  /** Planned by the end of the month; null where no target is set. */
  readonly planned: number | null;
  /** Reached by the end of the month; null for months that have not begun. */
  readonly actual: number | null;
  readonly added: number | null;
  readonly plannedAdded: number | null;
  /** Reached by the end of the month as it was when it was closed; null while it is open. */
  readonly closed: number | null;
}

/**
 * Twelve months of a year from changes: `changes` are all changes of the figure up to the year's
 * end, `targets` the numbers planned by month. Months after `current` have no actual.
 */
export function yearOf(
  year: number,
  changes: ReadonlyMap<Month, number>,
  plan: {
    targets: ReadonlyMap<Month, number>;
    current: Month;
    closed?: ReadonlyMap<Month, number>;
  },
): MonthFigures[] {
  const first = `${year}-01`;
  let total = 0;
  for (const [month, n] of changes) if (month < first) total += n;
  let before: number | null = plan.targets.get(`${year - 1}-12`) ?? total;
  return Array.from({ length: 12 }, (_, i) => {
    const month = `${year}-${String(i + 1).padStart(2, '0')}`;
    const added = changes.get(month) ?? 0;
    total += added;
    const begun = month <= plan.current;
    const planned = plan.targets.get(month) ?? null;
    const plannedAdded = planned === null || before === null ? null : planned - before;
    before = planned;
    return {
      month,
      planned,
      plannedAdded,
      actual: begun ? total : null,
      added: begun ? added : null,
      closed: plan.closed?.get(month) ?? null,
    };
  });
}

export interface QuarterFigures {
  readonly quarter: 1 | 2 | 3 | 4;
  readonly plannedAdded: number | null;
  /** Null until the quarter has begun. */
  readonly added: number | null;
}

/** Quarters as sums of their months; a quarter under way holds what has been added so far. */
export function quartersOf(months: readonly MonthFigures[]): QuarterFigures[] {
  return ([1, 2, 3, 4] as const).map((quarter) => {
    const three = months.slice((quarter - 1) * 3, quarter * 3);
    const sum = (pick: (m: MonthFigures) => number | null) => {
      const known = three.map(pick).filter((n) => n !== null);
      return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
    };
    const whole = three.every((m) => m.plannedAdded !== null);
    return {
      quarter,
      plannedAdded: whole ? sum((m) => m.plannedAdded) : null,
      added: sum((m) => m.added),
    };
  });
}

/** The first month whose target is smaller than the one before it, or null. */
export function fallsAt(byMonth: readonly number[]): number | null {
  const at = byMonth.findIndex((n, i) => i > 0 && n < (byMonth[i - 1] ?? 0));
  return at === -1 ? null : at;
}

/** How a figure stands against the plan of its month. `by` is always positive. */
export type PlanState =
  | { readonly kind: 'unplanned' }
  /** The year of the plan has not begun. */
  | { readonly kind: 'coming' }
  | { readonly kind: 'met' }
  | { readonly kind: 'ahead'; readonly by: number }
  /** The month still runs: what was planned by the end of the last one is reached. */
  | { readonly kind: 'due'; readonly by: number }
  | { readonly kind: 'late'; readonly by: number };

/**
 * Nobody is late before the day: while the month runs, only what was planned by the end of the
 * month before (`plannedBefore`) is due.
 */
export function planState(figure: {
  reached: number;
  planned: number | null;
  plannedBefore: number | null;
  ended: boolean;
  coming?: boolean;
}): PlanState {
  const { reached, planned, plannedBefore, ended, coming = false } = figure;
  if (planned === null) return { kind: 'unplanned' };
  if (coming) return { kind: 'coming' };
  if (reached === planned) return { kind: 'met' };
  if (reached > planned) return { kind: 'ahead', by: reached - planned };
  const late = ended || reached < (plannedBefore ?? 0);
  return { kind: late ? 'late' : 'due', by: planned - reached };
}

/** What is to come in a year under way. */
export interface Outlook {
  /** Months left, with the rest of this one as a part: 2.5 in the middle of October. */
  readonly left: number;
  /** Planned by the year's end; null where no target is set. */
  readonly target: number | null;
  /** To add in each month left; 0 when the target is reached, null without one. */
  readonly needed: number | null;
  /** What the last three whole months added; null with less than three months of data. */
  readonly pace: { readonly low: number; readonly mean: number; readonly high: number } | null;
  /** Where the lowest and the highest of these lead by the year's end. */
  readonly forecast: { readonly low: number; readonly high: number } | null;
}

/** `recent`: what each of the last three whole months added; null with less data. */
export function outlookOf(figure: {
  reached: number;
  target: number | null;
  recent: readonly number[] | null;
  left: number;
}): Outlook {
  const { reached, target, recent, left } = figure;
  const rest = target === null ? null : Math.max(0, target - reached);
  const needed = rest === null ? null : Math.ceil(rest / Math.max(1, left));
  if (recent === null) return { left, target, needed, pace: null, forecast: null };
  const [low, high] = [Math.min(...recent), Math.max(...recent)];
  const mean = Math.round(recent.reduce((a, b) => a + b, 0) / recent.length);
  const at = (pace: number) => Math.max(0, Math.round(reached + pace * left));
  const forecast = { low: at(low), high: at(high) };
  return { left, target, needed, pace: { low, mean, high }, forecast };
}

/** Months left in the year after a day "2026-10-15"; the day itself is over. */
export function monthsLeft(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return 12 - month + (days - date) / days;
}

/**
 * Twelve running targets that rise evenly from `from` (reached at the year's beginning) to `to` in
 * December. Whole numbers; the last is exactly `to`.
 */
export function evenSplit(from: number, to: number): number[] {
  return Array.from({ length: 12 }, (_, i) => Math.round(from + ((to - from) * (i + 1)) / 12));
}

/** What a unit's own sessions have brought so far, and how many more a week the target takes. */
export interface Sessions {
  /** Held in the last three whole months. */
  readonly held: number;
  /** New ones a session, in the same months. */
  readonly yield: number;
  /** Sessions a week from now on, at that yield. */
  readonly weekly: number;
}

const WEEKS_IN_MONTH = 365.25 / 12 / 7;

/** Null without a forecast, without a session, or while sessions have brought nothing yet. */
export function sessionsNeeded(
  { needed, pace }: Pick<Outlook, 'needed' | 'pace'>,
  { held, added }: { held: number; added: number },
): Sessions | null {
  if (needed === null || needed === 0 || pace === null || held === 0 || added <= 0) return null;
  const each = added / held;
  return { held, yield: each, weekly: Math.ceil(needed / each / WEEKS_IN_MONTH) };
}
