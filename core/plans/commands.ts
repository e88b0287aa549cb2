import { authorise } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  monthsOfYear,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { unitPath } from '@suotdoi/core/units';
import { targets } from './model.ts';
import { fallsAt } from './rules.ts';

/**
 * Sets a unit's targets of one subject for a year. Targets are numbers reached by the end of each
 * month, so they never fall. Refuses `invalid` with a fault at the month that is wrong.
 */
export async function setTargets(ctx: Ctx, input: unknown): Promise<void> {
  const { unit, subject, year, byMonth } = parse(targets, input);
  await authorise(ctx, 'targets.set', unit);
  const falls = fallsAt(byMonth);
  if (falls !== null)
    throw new Refusal('invalid', 'ground.invalid_input', {
      faults: [{ path: `byMonth.${falls}`, code: 'plans.target_falls' }],
    });
  await change(ctx, async (ctx) => {
    await unitPath(ctx, unit);
    const rows = monthsOfYear(year).map((month, i) => ({
      unit,
      indicator: subject,
      month,
      n: byMonth[i] ?? 0,
      set_by: actorId(ctx.actor),
      set_at: ctx.now,
    }));
    await ctx.db
      .insertInto('plans.target')
      .values(rows)
      .onConflict((c) =>
        c.columns(['unit', 'indicator', 'month']).doUpdateSet((e) => ({
          n: e.ref('excluded.n'),
          set_by: e.ref('excluded.set_by'),
          set_at: e.ref('excluded.set_at'),
        })),
      )
      .execute();
    await audit(ctx, 'plans.set_targets', { unit, subject, detail: { year, byMonth } });
  });
}
