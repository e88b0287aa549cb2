import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Month, monthOf, monthsOfYear } from '@suotdoi/core/ground';
import type { Subject } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { ownChanges, ownTargets, sumUntil } from './read.ts';

/** What the form of targets shows. */
export interface TargetsForm {
  readonly path: Unit[];
  readonly unit: Unit;
  /** As they were set: 12 numbers or nulls. */
  readonly byMonth: (number | null)[];
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
  const today = monthOf(ctx.now);
  const [path, own, targets] = await Promise.all([
    unitPath(ctx, asked.unit),
    ownChanges(ctx, { unit: asked.unit, until: today }),
    ownTargets(ctx, asked),
  ]);
  const planned = targets.get(asked.subject);
  const changes = own.get(`${asked.subject}_basic`) ?? new Map<Month, number>();
  const lastYear = `${asked.year - 1}-12`;
  return {
    path,
    unit: path.at(-1) as Unit,
    byMonth: monthsOfYear(asked.year).map((month) => planned?.get(month) ?? null),
    before: planned?.get(lastYear) ?? sumUntil(changes, lastYear),
    reached: sumUntil(changes, today),
    of: sumUntil(own.get(asked.subject) ?? new Map(), today),
  };
}
