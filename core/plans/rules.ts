import type { Month } from '@suotdoi/core/ground';

export interface MonthFigures {
  readonly month: Month;
  /** Planned by the end of the month; null where no target is set. */
  readonly planned: number | null;
  /** Reached by the end of the month; null for months that have not begun. */
  readonly actual: number | null;
  readonly added: number | null;
  readonly plannedAdded: number | null;
}

/**
 * Twelve months of a year from changes: `changes` are all changes of the figure up to the year's
 * end, `targets` the numbers planned by month. Months after `current` have no actual.
 */
export function yearOf(
  year: number,
  changes: ReadonlyMap<Month, number>,
  plan: { targets: ReadonlyMap<Month, number>; current: Month },
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
