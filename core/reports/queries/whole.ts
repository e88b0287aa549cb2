import { type Ctx, type Month, monthOf, monthPlus } from '@suotdoi/core/ground';
import type { Subject } from '@suotdoi/core/standing/model';
import type { Share } from '../model.ts';
import { type ClassLimits, classLimits, comparedMonth, rateOf } from '../rules.ts';
import { type OwnChange, ownChanges, type Where } from './read.ts';

/** Two years are shown; figures begin with the units of July 2025. */
const MONTHS = 24;
const FIRST: Month = '2025-07';

/** What is asked of a report; what is left out is this month, citizens, and the map of that time. */
export interface ReportAsked {
  readonly unit: string;
  readonly subject?: Subject | undefined;
  readonly month?: Month | undefined;
  readonly map?: Where['map'] | undefined;
}

/** The learning habit of a month: people with an act in it, and in each of three months on end. */
export interface Habit {
  readonly learners: number;
  readonly habit: number;
  /** All citizens. */
  readonly of: number;
}

/** A unit's figures at the end of a month. */
export interface MonthFigures extends Share {
  readonly month: Month;
  readonly learners: number;
  readonly habit: number;
}

/** A unit's own figures, and what they are compared with. */
export interface Whole extends Share {
  readonly before: Share | null;
  /** The month that `before` is of; null while learning is younger than three months here. */
  readonly compared: Month | null;
  readonly habit: Habit;
  /** The last two years, the month itself last; from the first month in which anybody was there. */
  readonly months: MonthFigures[];
  /** Limits of the map's classes: they hold for the year. */
  readonly limits: ClassLimits;
}

/** The month asked for, never one to come. */
export function monthAsked(ctx: Ctx, month: Month | undefined): Month {
  const now = monthOf(ctx.now);
  return month === undefined || month > now ? now : month;
}

export async function wholeOf(ctx: Ctx, where: Where, subject: Subject): Promise<Whole> {
  const changes = await ownChanges(ctx, where);
  const added = sumsByMonth(changes);
  const inMonth = (indicator: string, month: Month) => added.get(`${indicator} ${month}`) ?? 0;
  const at = (month: Month): Share => ({
    n: sumUntil(changes, `${subject}_basic`, month),
    of: sumUntil(changes, subject, month),
  });
  const compared = comparedMonth(where.month, firstShown(changes));
  const months = Array.from({ length: MONTHS }, (_, i) => monthPlus(where.month, i + 1 - MONTHS))
    .filter((month) => month >= FIRST)
    .map((month) => ({
      ...{ month, ...at(month) },
      learners: inMonth('learners', month),
      habit: inMonth('habit', month),
    }));
  const began = months.findIndex(({ of, learners }) => of !== 0 || learners !== 0);
  return {
    ...at(where.month),
    compared,
    before: compared === null ? null : at(compared),
    habit: {
      learners: inMonth('learners', where.month),
      habit: inMonth('habit', where.month),
      of: sumUntil(changes, 'citizens', where.month),
    },
    months: began < 0 ? [] : months.slice(began),
    limits: classLimits(rateOf(at(`${Number(where.month.slice(0, 4)) - 1}-12`))),
  };
}

function sumsByMonth(changes: readonly OwnChange[]): Map<string, number> {
  return new Map(changes.map(({ indicator, month, n }) => [`${indicator} ${month}`, n]));
}

function sumUntil(changes: readonly OwnChange[], indicator: string, until: Month): number {
  const counted = changes.filter((c) => c.indicator === indicator && c.month <= until);
  return counted.reduce((sum, { n }) => sum + n, 0);
}

/** The month in which the first skill was shown here; no comparison before it says anything. */
function firstShown(changes: readonly OwnChange[]): Month | null {
  const months = changes.filter((c) => c.indicator === 'skills_shown').map((c) => c.month);
  return months.sort()[0] ?? null;
}
