import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Month, monthOf, monthsOfYear } from '@suotdoi/core/ground';
import type { Subject } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { closedMonths, ownChanges, ownTargets, planned, sumUntil } from './read.ts';

/** What the form of targets shows. */
export interface TargetsForm {
  readonly path: Unit[];
  readonly unit: Unit;
  /** As they were set: 12 numbers or nulls. */
  readonly byMonth: (number | null)[];
  /** Asked by the unit above, month by month; null where it asked nothing. */
  readonly asked: number[] | null;
  /** How often it was saved: goes back with the form. */
  readonly version: number;
  /** How many there are at all, as the unit has said; null: as many as are registered. */
  readonly whole: number | null;
  /** Months whose targets nobody changes any more. */
  readonly closed: readonly Month[];
  /** Planned for, or else reached by, the end of the year before. */
  readonly before: number;
  readonly reached: number;
  readonly of: number;
}

/** A unit's targets of one subject and year, for those who may set them. */
export async function targetsOf(
  ctx: Ctx,
  asked: { unit: string; subject: Subject; year: number },
): Promise<TargetsForm> {
  await authorise(ctx, 'targets.set', asked.unit);
  const { unit, subject, year } = asked;
  const today = monthOf(ctx.now);
  const [path, own, targets, sheet, closed] = await Promise.all([
    unitPath(ctx, unit),
    ownChanges(ctx, { unit, until: today }),
    ownTargets(ctx, asked),
    ctx.db
      .selectFrom('plans.sheet')
      .select(['version', 'whole'])
      .where('unit', '=', unit)
      .where('indicator', '=', subject)
      .where('year', '=', year)
      .executeTakeFirst(),
    closedMonths(ctx, { unit, year }),
  ]);
  const set = targets.own.get(subject);
  const asks = monthsOfYear(year).flatMap((m) => targets.asked.get(subject)?.get(m) ?? []);
  const changes = own.get(`${subject}_basic`) ?? new Map<Month, number>();
  const lastYear = `${year - 1}-12`;
  const before = planned(targets, { subject, year }).targets.get(lastYear);
  return {
    path,
    unit: path.at(-1) as Unit,
    byMonth: monthsOfYear(year).map((month) => set?.get(month) ?? null),
    asked: asks.length === 12 ? asks : null,
    version: sheet?.version ?? 0,
    whole: sheet?.whole ?? null,
    closed: [...closed],
    before: before ?? sumUntil(changes, lastYear),
    reached: sumUntil(changes, today),
    of: sumUntil(own.get(subject) ?? new Map(), today),
  };
}
