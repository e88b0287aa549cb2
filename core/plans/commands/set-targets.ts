import { authorise } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  type Fault,
  type Month,
  monthOf,
  monthsOfYear,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { unitPath } from '@suotdoi/core/units';
import type { z } from 'zod';
import { targets } from '../model.ts';
import { closedMonths, ownTargets, wholeOf } from '../queries/read.ts';
import { fallsAt } from '../rules.ts';
import { lockPlan, mustBeNewest } from './lock-plan.ts';

type Targets = z.output<typeof targets>;

/**
 * Sets a unit's targets of one subject for a year. Targets are numbers reached by the end of each
 * month, so they never fall; none passes 100 %, and a closed month keeps its own.
 * @throws Refusal `invalid` with a fault at the month that is wrong, `conflict` plans.changed_by
 * where somebody saved meanwhile
 */
export async function setTargets(ctx: Ctx, input: unknown): Promise<void> {
  const told = parse(targets, input);
  const { unit, subject, year, byMonth, whole } = told;
  await authorise(ctx, 'targets.set', unit);
  await change(ctx, async (ctx) => {
    await unitPath(ctx, unit);
    await lockPlan(ctx, unit);
    const sheet = await sheetOf(ctx, told);
    await mustBeNewest(ctx, sheet, told.version);
    await mustHold(ctx, told);
    const set = { set_by: actorId(ctx.actor), set_at: ctx.now };
    const rows = monthsOfYear(year).map((month, i) => {
      return { unit, indicator: subject, month, n: byMonth[i] ?? 0, ...set };
    });
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
    const kept = { version: (sheet?.version ?? 0) + 1, whole, ...set };
    await ctx.db
      .insertInto('plans.sheet')
      .values({ unit, indicator: subject, year, ...kept })
      .onConflict((c) => c.columns(['unit', 'indicator', 'year']).doUpdateSet(kept))
      .execute();
    await audit(ctx, 'plans.set_targets', { unit, subject, detail: { year, byMonth, whole } });
  });
}

function sheetOf(ctx: Ctx, { unit, subject, year }: Targets) {
  return ctx.db
    .selectFrom('plans.sheet')
    .select(['version', 'set_by'])
    .where('unit', '=', unit)
    .where('indicator', '=', subject)
    .where('year', '=', year)
    .executeTakeFirst();
}

async function mustHold(ctx: Ctx, told: Targets): Promise<void> {
  const { unit, subject, year, byMonth, whole } = told;
  const falls = fallsAt(byMonth);
  if (falls !== null) throw wrong([{ path: `byMonth.${falls}`, code: 'plans.target_falls' }]);
  const registered = await wholeOf(ctx, { unit, subject, month: monthOf(ctx.now) });
  const all = Math.max(whole ?? 0, registered);
  const most = byMonth.at(-1) ?? 0;
  // Nobody registered and no number typed: there is no whole yet to compare with.
  if (all > 0 && most > all) {
    const first = byMonth.findIndex((n) => n > all);
    const values = { n: most, whole: all };
    throw wrong([{ path: `byMonth.${first}`, code: 'plans.target_over_whole', values }]);
  }
  const closed = await closedMonths(ctx, { unit, year });
  if (closed.size === 0) return;
  const stood = (await ownTargets(ctx, { unit, year })).own.get(subject) ?? new Map();
  const faults = monthsOfYear(year).flatMap((month: Month, i): Fault[] =>
    !closed.has(month) || stood.get(month) === byMonth[i]
      ? []
      : [{ path: `byMonth.${i}`, code: 'plans.month_closed' }],
  );
  if (faults.length > 0) throw wrong(faults);
}

function wrong(faults: readonly Fault[]): Refusal {
  return new Refusal('invalid', 'ground.invalid_input', { faults });
}
