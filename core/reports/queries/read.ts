import { type Ctx, type Month, monthEnd } from '@suotdoi/core/ground';
import type { Subject, UnitMap } from '@suotdoi/core/standing/model';
import { unitsBelowAt } from '@suotdoi/core/units';
import { sql } from 'kysely';
import type { UnitFigures } from '../levels.ts';
import type { Dimension, GroupShare } from '../model.ts';

/** A place and a moment that figures are read for. */
export interface Where {
  readonly unit: string;
  readonly month: Month;
  readonly map: UnitMap;
}

function tallyOf(map: UnitMap) {
  return sql.table(map === 'today' ? 'standing.v_tally_now' : 'standing.v_tally');
}

/** The units below the place, as they were at the month's end or are today. */
function placesBelow({ unit, month, map }: Where) {
  return unitsBelowAt(unit, map === 'today' ? null : monthEnd(month));
}

/** The figures of the units below one, of one subject. */
export async function figuresBelow(
  ctx: Ctx,
  where: Where,
  { subject, before }: { subject: Subject; before: Month | null },
): Promise<UnitFigures[]> {
  const { rows } = await sql<UnitFigures>`
    with place as materialized (${placesBelow(where)})
    select p.code, p.name, p.name_en as "nameEn", p.ended, coalesce(t.n, 0) as n,
      coalesce(t."of", 0) as "of", coalesce(t.n_before, 0) as "nBefore",
      coalesce(t.of_before, 0) as "ofBefore"
    from place p
    left join (select unit,
        sum(n) filter (where indicator = ${`${subject}_basic`}) as n,
        sum(n) filter (where indicator = ${subject}) as "of",
        sum(n) filter (where indicator = ${`${subject}_basic`} and month <= ${before}) as n_before,
        sum(n) filter (where indicator = ${subject} and month <= ${before}) as of_before
      from ${tallyOf(where.map)}
      where unit in (select code from place) and slice = ''
        and indicator in (${subject}, ${`${subject}_basic`}) and month <= ${where.month}
      group by unit) t on t.unit = p.code
    order by p.position, p.name collate "vi-VN-x-icu"
  `.execute(ctx.db);
  return rows;
}

/** Changes of a unit's own figures up to a month, whole (no slices). */
export interface OwnChange {
  readonly indicator: string;
  readonly month: Month;
  readonly n: number;
}

export async function ownChanges(ctx: Ctx, { unit, month, map }: Where): Promise<OwnChange[]> {
  const { rows } = await sql<OwnChange>`
    select indicator, month, n from ${tallyOf(map)}
    where unit = ${unit} and slice = '' and month <= ${month}
  `.execute(ctx.db);
  return rows;
}

/** Citizens of units by slice, in the order of slices: all, and by these dimensions. */
export async function groupsAt(
  ctx: Ctx,
  { units, month, map }: Omit<Where, 'unit'> & { units: readonly string[] },
  of: readonly Dimension[],
): Promise<(GroupShare & { unit: string })[]> {
  const { rows } = await sql<GroupShare & { unit: string }>`
    select unit, slice, coalesce(sum(n) filter (where indicator = 'citizens_basic'), 0) as n,
      coalesce(sum(n) filter (where indicator = 'citizens'), 0) as "of"
    from ${tallyOf(map)}
    where unit = any(${units}::text[]) and indicator in ('citizens', 'citizens_basic')
      and (slice = '' or split_part(slice, ':', 1) = any(${of}::text[])) and month <= ${month}
    group by unit, slice having sum(n) <> 0 order by unit, slice
  `.execute(ctx.db);
  return rows;
}

/** Changes of the units below one up to a month, whole: of these indicators. */
export async function changesBelow(
  ctx: Ctx,
  where: Where,
  indicators: readonly string[],
): Promise<(OwnChange & { unit: string })[]> {
  const { rows } = await sql<OwnChange & { unit: string }>`
    with place as materialized (${placesBelow(where)})
    select unit, indicator, month, n from ${tallyOf(where.map)}
    where unit in (select code from place) and indicator = any(${indicators}::text[])
      and slice = '' and month <= ${where.month}
  `.execute(ctx.db);
  return rows;
}

/** People with an act in the month, and with one in each of three months on end, below a unit. */
export interface UnitHabit {
  readonly code: string;
  readonly learners: number;
  readonly habit: number;
}

export async function habitBelow(ctx: Ctx, where: Where): Promise<UnitHabit[]> {
  const { rows } = await sql<UnitHabit>`
    with place as materialized (${placesBelow(where)})
    select unit as code, coalesce(sum(n) filter (where indicator = 'learners'), 0) as learners,
      coalesce(sum(n) filter (where indicator = 'habit'), 0) as habit
    from ${tallyOf(where.map)}
    where unit in (select code from place) and indicator in ('learners', 'habit') and slice = ''
      and month = ${where.month}
    group by unit
  `.execute(ctx.db);
  return rows;
}

/** Whether figures are kept on two maps: units have changed since the first was counted. */
export async function hasTwoMaps(ctx: Ctx): Promise<boolean> {
  const one = await ctx.db.selectFrom('standing.v_tally_now').select('unit').limit(1).execute();
  return one.length > 0;
}

/** When acts were last brought into the figures. */
export async function foldedAt(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.db.selectFrom('standing.v_fold_state').select('folded').executeTakeFirst();
  return row?.folded ?? null;
}
