import type { Ctx } from '@suotdoi/core/ground';
import { type RawBuilder, sql } from 'kysely';
import type { Contribution } from '../contributions.ts';
import { stocks, type UnitMap } from '../model.ts';

const places = { past: sql`standing.v_place`, today: sql`standing.v_place_now` };
/** Stocks that are also told apart by how remote a place is. */
const byPlace = ['citizens', 'citizens_basic'];

const tallies = { past: sql`standing.tally`, today: sql`standing.tally_now` };

/**
 * Contributions (rows with unit, indicator, slice, month, n) counted at their place and at every
 * unit above it. When a village changes its commune, what had come together (a stock) leaves the
 * old commune and enters the new one in that month; what happened (a flow) stays where it was.
 * The slices "place:…" come in here: they depend on the place alone, and only where its commune was
 * spoken of.
 */
export function spread(rows: RawBuilder<unknown>, map: UnitMap): RawBuilder<unknown> {
  return sql`
    select a.ancestor as unit, d.indicator, p.slice, e.month, sum(e.n) as n
    from ${rows} d
    join ${places[map]} a on a.unit = d.unit
    left join units.v_remoteness r
      on r.unit = d.unit and d.slice = '' and d.indicator = any(${byPlace}::text[])
    cross join lateral (
      select d.slice
      union all
      select case when r.remote then 'place:remote' else 'place:other' end
      where r.remote is not null) p
    cross join lateral (
      select greatest(d.month, a.from_month) as month, d.n as n
      where (a.to_month is null or d.month < a.to_month)
        and (d.month >= a.from_month or d.indicator = any(${stocks}::text[]))
      union all
      select a.to_month, -d.n
      where d.month < a.to_month and d.indicator = any(${stocks}::text[])) e
    group by a.ancestor, d.indicator, p.slice, e.month
    having sum(e.n) <> 0`;
}

/** Adds changes to the tally, and to that of today's map where units have changed. */
export async function addToTally(
  ctx: Ctx,
  deltas: readonly Contribution[],
  twoMaps: boolean,
): Promise<void> {
  if (deltas.length === 0) return;
  const rows = sql`json_to_recordset(${JSON.stringify(deltas)}::json)
    as d(unit text, indicator text, slice text, month text, n int)`;
  const wrapped = sql`(select * from ${rows})`;
  for (const map of twoMaps ? (['past', 'today'] as const) : (['past'] as const)) {
    await sql`
      insert into ${tallies[map]} as t (unit, indicator, slice, month, n)
      ${spread(wrapped, map)} order by 1, 2, 3, 4
      on conflict (unit, indicator, slice, month) do update set n = t.n + excluded.n
    `.execute(ctx.db);
  }
}

/** All that is counted: contributions, and what erased people left. */
export const everything = sql`(
  select unit, indicator, slice, month, n from standing.v_contribution
  union all select unit, indicator, slice, month, n from standing.adjustment)`;

/** Counts everything again after units changed. Returns whether today's map now differs. */
export async function rebuildTallies(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ two: boolean }>`
    select exists (select 1 from units.v_ancestry where valid_to is not null) as two
  `.execute(ctx.db);
  const two = rows[0]?.two ?? false;
  for (const map of ['past', 'today'] as const) {
    await sql`delete from ${tallies[map]}`.execute(ctx.db);
    if (map === 'today' && !two) continue;
    await sql`
      insert into ${tallies[map]} (unit, indicator, slice, month, n)
      ${spread(everything, map)}`.execute(ctx.db);
  }
  return two;
}
