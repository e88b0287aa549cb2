import { type Ctx, type Day, foldText } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Successor, UnitChange } from '../list/reconcile.ts';

/** Writes what a list of that day changes. */
export async function writeChanges(
  ctx: Ctx,
  changes: readonly UnitChange[],
  { from, source }: { from: Day; source: string },
): Promise<void> {
  const versions = changes.flatMap(({ after, kind }) =>
    after ? [{ ...after, inPlace: kind === 'spelling', search: foldText(after.name) }] : [],
  );
  const json = JSON.stringify(versions);
  const list = sql`json_to_recordset(${json}::json) as n(code text, level text, kind text,
    parent text, name text, "nameEn" text, search text, line int, "inPlace" boolean)`;
  await sql`insert into units.unit (code, level, valid_from)
    select code, level, ${from}::date from ${list} on conflict do nothing`.execute(ctx.db);
  await sql`update units.unit_version v
    set name = n.name, name_en = n."nameEn", search = n.search from ${list}
    where v.code = n.code and v.valid_to is null and n."inPlace"`.execute(ctx.db);
  await sql`update units.unit_version v set valid_to = ${from}::date from ${list}
    where v.code = n.code and v.valid_to is null and v.valid_from < ${from}::date
      and not n."inPlace"`.execute(ctx.db);
  await sql`
    insert into units.unit_version (code, valid_from, parent, kind, name, name_en, search, position)
    select code, ${from}::date, parent, kind, name, "nameEn", search, line from ${list}
    where not "inPlace"
    on conflict (code, valid_from) do update set parent = excluded.parent, kind = excluded.kind,
      name = excluded.name, name_en = excluded.name_en, search = excluded.search,
      position = excluded.position`.execute(ctx.db);
  await endUnits(ctx, changes, { from, source });
}

async function endUnits(
  ctx: Ctx,
  changes: readonly UnitChange[],
  { from, source }: { from: Day; source: string },
): Promise<void> {
  const ended = changes.filter((c) => c.after === null);
  if (ended.length === 0) return;
  const codes = ended.map((c) => c.code);
  await sql`update units.unit set valid_to = ${from}::date
    where code = any(${codes}::text[])`.execute(ctx.db);
  await sql`update units.unit_version set valid_to = ${from}::date
    where code = any(${codes}::text[]) and valid_to is null`.execute(ctx.db);
  const into = ended.flatMap((c) => c.into.map((s) => ({ ...s, change: c.kind })));
  await sql`
    insert into units.successor (code, successor, at, change, share, source)
    select code, successor, ${from}::date, change, share, ${source}
    from json_to_recordset(${JSON.stringify(into)}::json)
      as s(code text, successor text, change text, share numeric)
    on conflict do nothing`.execute(ctx.db);
}

/**
 * Villages of a commune that ended live on under the successor that took the largest share, unless
 * the operator told where one went. Returns how many moved.
 */
export async function moveVillages(
  ctx: Ctx,
  { changes, successors, from }: Moves,
): Promise<number> {
  const ended = changes.filter((c) => c.after === null);
  const gone = ended.map(({ code, into }) => ({
    from: code,
    next: [...into].sort((a, b) => b.share - a.share)[0]?.successor,
  }));
  const told = successors.filter((s) => s.code.includes('.'));
  if (gone.length + told.length === 0) return 0;
  const moving = sql`(
    select v.code, coalesce(t.successor, g.next) as next
    from units.unit_version v
    left join json_to_recordset(${JSON.stringify(told)}::json)
      as t(code text, successor text) on t.code = v.code
    left join json_to_recordset(${JSON.stringify(gone)}::json)
      as g("from" text, next text) on g."from" = v.parent
    where v.valid_to is null and coalesce(t.successor, g.next) <> v.parent)`;
  // A village that is younger than the list never was elsewhere.
  const young = await sql`
    update units.unit_version v set parent = m.next from ${moving} m
    where v.code = m.code and v.valid_to is null and v.valid_from >= ${from}::date
  `.execute(ctx.db);
  const moved = await sql`
    with moved as (
      update units.unit_version v set valid_to = ${from}::date from ${moving} m
      where v.code = m.code and v.valid_to is null
      returning v.code, m.next, v.kind, v.name, v.name_en, v.search, v.position)
    insert into units.unit_version (code, valid_from, parent, kind, name, name_en, search, position)
    select code, ${from}::date, next, kind, name, name_en, search, position from moved
  `.execute(ctx.db);
  return Number((young.numAffectedRows ?? 0n) + (moved.numAffectedRows ?? 0n));
}

interface Moves {
  readonly changes: readonly UnitChange[];
  readonly successors: readonly Successor[];
  readonly from: Day;
}

/**
 * Brings the table of ancestors to what the versions in force say: old pairs end, new ones begin,
 * none of them before the unit itself.
 */
export async function rebuildAncestry(ctx: Ctx, from: Day): Promise<void> {
  const pairs = sql`
    select u.code as unit, u.code as ancestor, u.level, u.valid_from
    from units.v_unit u where u.valid_to is null
    union all select u.code, p.code, p.level, u.valid_from from units.v_unit u
      join units.v_unit p on p.code = u.parent where u.valid_to is null
    union all select u.code, g.code, g.level, u.valid_from from units.v_unit u
      join units.v_unit p on p.code = u.parent join units.v_unit g on g.code = p.parent
      where u.valid_to is null
    union all select u.code, h.code, h.level, u.valid_from from units.v_unit u
      join units.v_unit p on p.code = u.parent join units.v_unit g on g.code = p.parent
      join units.v_unit h on h.code = g.parent where u.valid_to is null`;
  await sql`
    with pairs as materialized (${pairs})
    update units.ancestry a set valid_to = greatest(${from}::date, a.valid_from)
    where a.valid_to is null and not exists (
      select 1 from pairs p where p.unit = a.unit and p.ancestor = a.ancestor)`.execute(ctx.db);
  await sql`
    with pairs as materialized (${pairs})
    insert into units.ancestry (unit, ancestor, ancestor_level, valid_from)
    select p.unit, p.ancestor, p.level, greatest(${from}::date, p.valid_from) from pairs p
    where not exists (select 1 from units.ancestry a
      where a.unit = p.unit and a.ancestor = p.ancestor and a.valid_to is null)
    on conflict (unit, ancestor, valid_from) do update set valid_to = null`.execute(ctx.db);
  await sql`delete from units.ancestry where valid_from = valid_to`.execute(ctx.db);
}
