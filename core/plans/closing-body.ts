import type { Month } from '@suotdoi/core/ground';
import { type Subject, stocks, subjects } from '@suotdoi/core/standing/model';
import { z } from 'zod';
import { lastMonthOf, monthsOf, type Period, periodKind } from './periods.ts';
import { type ByMonth, sumUntil } from './queries/read.ts';

/** The figures of a period: stocks at its end, and what came within it. */
export interface PeriodFigures {
  /** By indicator: how many by the end of the period. */
  readonly stocks: Readonly<Record<string, number>>;
  /** By indicator: what came within it. Who learnt is told of a month only: people do not add up. */
  readonly flows: Readonly<Record<string, number>>;
  /** By subject: planned by the end of the period, where a target stood. */
  readonly planned: Readonly<Record<string, number>>;
}

const numbers = z.record(z.string(), z.number());

/** What is signed: one line of JSON, kept as the text it was signed as. */
export const closingBody = z.object({
  format: z.literal('suotdoi-closing-1'),
  unit: z.string(),
  unitName: z.string(),
  period: z.string(),
  number: z.number(),
  reason: z.string(),
  closedAt: z.string(),
  closedBy: z.object({ id: z.string(), name: z.string() }),
  /** Acts received by this moment were in the figures. */
  foldedAt: z.string().nullable(),
  node: z.string(),
  figures: z.object({ stocks: numbers, flows: numbers, planned: numbers }),
});
export type ClosingBody = z.output<typeof closingBody>;

/** A unit's figures of a period, out of all changes of its figures. */
export function figuresOf(
  period: Period,
  changes: ByMonth,
  targets: (subject: Subject) => ReadonlyMap<Month, number>,
): PeriodFigures {
  const last = lastMonthOf(period);
  const within = (indicator: string) =>
    monthsOf(period).reduce((sum, m) => sum + (changes.get(indicator)?.get(m) ?? 0), 0);
  const told = periodKind(period) === 'month' ? ['learners', 'habit'] : [];
  return {
    stocks: Object.fromEntries(
      stocks.map((stock) => [stock, sumUntil(changes.get(stock) ?? new Map(), last)]),
    ),
    flows: Object.fromEntries(['skills_shown', ...told].map((flow) => [flow, within(flow)])),
    planned: Object.fromEntries(
      subjects.flatMap((subject) => {
        const n = targets(subject).get(last);
        return n === undefined ? [] : [[subject, n]];
      }),
    ),
  };
}
