import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, parse, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { z } from 'zod';
import { monthsOfParts } from '../apportion.ts';
import { split } from '../model.ts';
import { closedYears } from '../queries/read.ts';
import { type SplitPart, splitOf } from '../queries/split-form.ts';
import { lockPlan, mustBeNewest } from './lock-plan.ts';

type Split = z.output<typeof split>;

/**
 * Asks the units below one for parts of its target of a year. The parts add up to the target
 * exactly, none passes 100 %; the months follow the unit's own plan, and add up to it as well.
 * @throws Refusal `invalid` plans.split_sum with both sums, or faults at `parts.<i>.n`;
 * `conflict` plans.changed_by, plans.split_units, plans.year_closed
 */
export async function splitTarget(ctx: Ctx, input: unknown): Promise<void> {
  const told = parse(split, input);
  const { unit, subject, year, way } = told;
  await authorise(ctx, 'targets.set', unit);
  await change(ctx, async (ctx) => {
    await lockPlan(ctx, unit);
    const { byMonth, parts, kept } = await splitOf(ctx, told);
    await mustBeNewest(ctx, kept ?? undefined, told.version);
    if (byMonth === null) throw new Refusal('conflict', 'plans.split_no_target');
    const ends = mustAddUp(told, { parts, target: byMonth.at(-1) ?? 0 });
    const closed = await closedYears(ctx, { units: [unit, ...parts.map((p) => p.code)], year });
    const first = closed.find(({ code }) => code === unit) ?? closed[0];
    if (first) throw new Refusal('conflict', 'plans.year_closed', { values: { unit: first.name } });
    await writeAsked(ctx, told, { parts, months: monthsOfParts(byMonth, ends) });
    const set = { way, set_by: actorId(ctx.actor), set_at: ctx.now };
    const row = { version: (kept?.version ?? 0) + 1, ...set };
    await ctx.db
      .insertInto('plans.split')
      .values({ unit, indicator: subject, year, ...row })
      .onConflict((c) => c.columns(['unit', 'indicator', 'year']).doUpdateSet(row))
      .execute();
    const detail = { year, way, parts: told.parts };
    await audit(ctx, 'plans.split_target', { unit, subject, detail });
  });
}

/** The parts in the order of the units below, or the refusal that says what does not fit. */
function mustAddUp(
  told: Split,
  { parts, target }: { parts: readonly SplitPart[]; target: number },
): number[] {
  const typed = new Map(told.parts.map(({ unit, n }, i) => [unit, { n, i }]));
  const same = typed.size === parts.length && told.parts.length === parts.length;
  if (!same || parts.some(({ code }) => !typed.has(code)))
    throw new Refusal('conflict', 'plans.split_units');
  const faults = parts.flatMap(({ code, whole }) => {
    const { n, i } = typed.get(code) ?? { n: 0, i: 0 };
    if (whole === 0 || n <= whole) return [];
    const values = { n, whole };
    return [{ path: `parts.${i}.n`, code: 'plans.target_over_whole', values }];
  });
  const ends = parts.map(({ code }) => typed.get(code)?.n ?? 0);
  const sum = ends.reduce((a, b) => a + b, 0);
  if (sum !== target) {
    const code = sum < target ? 'plans.split_short' : 'plans.split_over';
    const values = { sum, target, by: Math.abs(target - sum) };
    throw new Refusal('invalid', code, { values, faults });
  }
  if (faults.length > 0) throw new Refusal('invalid', 'ground.invalid_input', { faults });
  return ends;
}

async function writeAsked(
  ctx: Ctx,
  { unit, subject, year }: Split,
  { parts, months }: { parts: readonly SplitPart[]; months: readonly number[][] },
): Promise<void> {
  const rows = parts.map(({ code }, i) => ({ code, by_month: months[i] ?? [] }));
  await sql`
    insert into plans.asked (unit, indicator, year, by_unit, by_month, asked_by, asked_at)
    select r.code, ${subject}, ${year}, ${unit},
      (select array_agg(n::int order by i) from json_array_elements_text(r.by_month)
        with ordinality as m(n, i)),
      ${actorId(ctx.actor)}, ${ctx.now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(code text, by_month json)
    on conflict (unit, indicator, year) do update set by_unit = excluded.by_unit,
      by_month = excluded.by_month, asked_by = excluded.asked_by, asked_at = excluded.asked_at
  `.execute(ctx.db);
}
