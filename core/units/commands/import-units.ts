import { authorise } from '@suotdoi/core/accounts';
import {
  audit,
  type Ctx,
  change,
  type Day,
  foldText,
  Refusal,
  readSheet,
} from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { NATION } from '../model.ts';
import {
  type ChangeKind,
  findColumns,
  type Headings,
  type ListedUnit,
  readUnits,
  reconcile,
  type StandingUnit,
  type Successor,
  type UnitChange,
} from '../official-list.ts';
import { raiseRevision } from './raise-revision.ts';

export interface UnitsImport {
  readonly bytes: Uint8Array;
  /** The day from which the list holds. */
  readonly from: Day;
  readonly headings?: Headings;
  /** What became of units that are no longer listed. */
  readonly successors?: readonly Successor[];
  /** Where the list comes from, for the trail. */
  readonly source: string;
}

export interface UnitsImported {
  readonly provinces: number;
  readonly communes: number;
  readonly changes: Readonly<Record<ChangeKind, number>>;
}

/**
 * Brings the official list of provinces and communes up to date, all or nothing. Every bad row is
 * a fault whose path is its line. Refuses `conflict units.list_older` for a list dated before the
 * present one. The same list again changes nothing.
 */
export async function importUnits(ctx: Ctx, input: UnitsImport): Promise<UnitsImported> {
  await authorise(ctx, 'units.edit', NATION);
  const listed = await readList(input);
  return change(ctx, async (ctx) => {
    await sql`select pg_advisory_xact_lock(7204003)`.execute(ctx.db);
    await refuseOlder(ctx, input.from);
    const { changes, faults } = reconcile(await standing(ctx), listed, input.successors ?? []);
    if (faults.length > 0) throw new Refusal('invalid', 'units.list_has_faults', { faults });
    await writeChanges(ctx, changes, input);
    await moveVillages(ctx, changes, input.from);
    await rebuildAncestry(ctx, input.from);
    if (changes.length > 0) await raiseRevision(ctx.db);
    const counts = countKinds(changes);
    await audit(ctx, 'units.import', { unit: NATION, detail: { ...counts, from: input.from } });
    const communes = listed.filter((u) => u.level === 'commune').length;
    return { provinces: listed.length - communes, communes, changes: counts };
  });
}

async function readList({ bytes, headings }: UnitsImport): Promise<ListedUnit[]> {
  const [head, ...rows] = await readSheet(bytes);
  if (!head) throw new Refusal('invalid', 'units.list_empty');
  const at = findColumns(head, headings ?? {});
  if (typeof at === 'string')
    throw new Refusal('invalid', 'units.column_missing', { values: { column: at } });
  const { units, faults } = readUnits(rows, at);
  if (units.length === 0 && faults.length === 0) throw new Refusal('invalid', 'units.list_empty');
  if (faults.length > 0) throw new Refusal('invalid', 'units.list_has_faults', { faults });
  return units;
}

async function refuseOlder(ctx: Ctx, from: Day): Promise<void> {
  const { rows } = await sql<{ latest: Day | null }>`
    select max(valid_from) as latest from units.unit_version`.execute(ctx.db);
  const latest = rows[0]?.latest;
  if (latest && from < latest)
    throw new Refusal('conflict', 'units.list_older', { values: { latest } });
}

/** Provinces and communes as they are now. A list of the country says nothing of villages. */
async function standing(ctx: Ctx): Promise<StandingUnit[]> {
  const { rows } = await sql<StandingUnit>`
    select code, level, kind, parent, name, name_en as "nameEn" from units.v_unit
    where level in ('province', 'commune') and valid_to is null
  `.execute(ctx.db);
  return rows;
}

async function writeChanges(
  ctx: Ctx,
  changes: readonly UnitChange[],
  { from, source }: UnitsImport,
): Promise<void> {
  const versions = changes.flatMap(({ after, kind }) =>
    after
      ? [{ ...after, kind: after.kind, inPlace: kind === 'spelling', search: foldText(after.name) }]
      : [],
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

/** Villages of a commune that ended live on under the successor that took the largest share. */
async function moveVillages(ctx: Ctx, changes: readonly UnitChange[], from: Day): Promise<void> {
  const moves = changes
    .filter((c) => c.after === null)
    .map((c) => ({
      old: c.code,
      next: [...c.into].sort((a, b) => b.share - a.share)[0]?.successor,
    }));
  if (moves.length === 0) return;
  await sql`
    with moved as (
      update units.unit_version v set valid_to = ${from}::date
      from json_to_recordset(${JSON.stringify(moves)}::json) as m(old text, next text)
      where v.parent = m.old and v.valid_to is null
      returning v.code, m.next, v.kind, v.name, v.name_en, v.search, v.position)
    insert into units.unit_version (code, valid_from, parent, kind, name, name_en, search, position)
    select code, ${from}::date, next, kind, name, name_en, search, position from moved
  `.execute(ctx.db);
}

/** Brings the table of ancestors to what the versions in force say: old pairs end, new ones begin. */
async function rebuildAncestry(ctx: Ctx, from: Day): Promise<void> {
  const pairs = sql`
    select u.code as unit, u.code as ancestor, u.level from units.v_unit u where u.valid_to is null
    union all select u.code, p.code, p.level from units.v_unit u
      join units.v_unit p on p.code = u.parent where u.valid_to is null
    union all select u.code, g.code, g.level from units.v_unit u
      join units.v_unit p on p.code = u.parent join units.v_unit g on g.code = p.parent
      where u.valid_to is null
    union all select u.code, h.code, h.level from units.v_unit u
      join units.v_unit p on p.code = u.parent join units.v_unit g on g.code = p.parent
      join units.v_unit h on h.code = g.parent where u.valid_to is null`;
  await sql`
    with pairs as materialized (${pairs})
    update units.ancestry a set valid_to = ${from}::date
    where a.valid_to is null and not exists (
      select 1 from pairs p where p.unit = a.unit and p.ancestor = a.ancestor)`.execute(ctx.db);
  await sql`
    with pairs as materialized (${pairs})
    insert into units.ancestry (unit, ancestor, ancestor_level, valid_from)
    select p.unit, p.ancestor, p.level, ${from}::date from pairs p
    where not exists (select 1 from units.ancestry a
      where a.unit = p.unit and a.ancestor = p.ancestor and a.valid_to is null)
    on conflict (unit, ancestor, valid_from) do update set valid_to = null`.execute(ctx.db);
  await sql`delete from units.ancestry where valid_from = valid_to`.execute(ctx.db);
}

function countKinds(changes: readonly UnitChange[]): Record<ChangeKind, number> {
  const counts = { new: 0, rename: 0, rank: 0, move: 0, merge: 0, split: 0, spelling: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
