import { type Month, monthsOfYear } from '@suotdoi/core/ground/rules';

/** A month "2026-10", a quarter "2026-Q4" or a year "2026" of Viet Nam's calendar. */
export type Period = string;

export type PeriodKind = 'month' | 'quarter' | 'year';

export function periodKind(period: Period): PeriodKind {
  if (period.length === 4) return 'year';
  return period.includes('Q') ? 'quarter' : 'month';
}

/** The months of a period, in order. */
export function monthsOf(period: Period): Month[] {
  const months = monthsOfYear(Number(period.slice(0, 4)));
  const kind = periodKind(period);
  if (kind === 'year') return months;
  if (kind === 'month') return [period];
  const quarter = Number(period.slice(6));
  return months.slice((quarter - 1) * 3, quarter * 3);
}

export function lastMonthOf(period: Period): Month {
  return monthsOf(period).at(-1) as Month;
}

/** Every period of a year, each quarter after its months and the year last. */
export function periodsOf(year: number): Period[] {
  const months = monthsOfYear(year);
  const quarters = [1, 2, 3, 4].flatMap((quarter) => [
    ...months.slice((quarter - 1) * 3, quarter * 3),
    `${year}-Q${quarter}`,
  ]);
  return [...quarters, String(year)];
}

/** Whether a period is over in a month: only then can its figures be closed. */
export function isOver(period: Period, now: Month): boolean {
  return lastMonthOf(period) < now;
}
