import { authorise } from '@suotdoi/core/accounts';
import {
  audit,
  type Ctx,
  change,
  type Day,
  keepSetting,
  parse,
  Refusal,
  readSetting,
  readSheet,
} from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { findColumns, type Headings } from '../list/columns.ts';
import { type ListedUnit, readUnits } from '../list/read.ts';
import {
  type ChangeKind,
  reconcile,
  type StandingUnit,
  type Successor,
  type UnitChange,
} from '../list/reconcile.ts';
import { listTold, NATION } from '../model.ts';
import { raiseRevision } from './raise-revision.ts';
import { moveVillages, rebuildAncestry, writeChanges } from './write-units.ts';

export interface UnitsImport {
  readonly bytes: Uint8Array;
  /** The day from which the list holds. */
  readonly from: Day;
  readonly headings?: Headings;
  /**
   * What became of units that are no longer listed, and where single villages went; the other
   * villages of an ended commune go to the successor that took the largest share.
   */
  readonly successors?: readonly Successor[];
  /** Where the list comes from, for the trail. */
  readonly source: string;
}

export interface UnitsImported {
  readonly provinces: number;
  readonly communes: number;
  readonly changes: Readonly<Record<ChangeKind, number>>;
  /** Villages that are in another commune now. */
  readonly villages: number;
}

/**
 * Brings the official list of provinces and communes up to date, all or nothing. Every bad row is
 * a fault whose path is its line. Refuses `conflict units.list_older` for a list dated before the
 * present one. The same list again changes nothing. `staged` is told of three steps; it must not
 * write in the import's own transaction.
 */
export async function importUnits(
  ctx: Ctx,
  input: UnitsImport,
  staged: (stage: number) => Promise<void> = async () => {},
): Promise<UnitsImported> {
  await authorise(ctx, 'units.edit', NATION);
  const { from, successors } = parse(listTold, {
    from: input.from,
    successors: input.successors ?? [],
  });
  const listed = await readList(input);
  await staged(1);
  return change(ctx, async (ctx) => {
    await sql`select pg_advisory_xact_lock(${UNITS_LOCK})`.execute(ctx.db);
    await refuseOlder(ctx, from);
    const { changes, faults } = reconcile(await standing(ctx), listed, successors);
    if (faults.length > 0) throw new Refusal('invalid', 'units.list_has_faults', { faults });
    await staged(2);
    await writeChanges(ctx, changes, { from, source: input.source });
    const villages = await moveVillages(ctx, { changes, successors, from });
    if (changes.length + villages > 0) {
      await rebuildAncestry(ctx, from);
      await raiseRevision(ctx.db);
    }
    await keepSetting(ctx, LIST, { from, source: input.source } satisfies ListInForce);
    await staged(3);
    const counts = countKinds(changes);
    const detail = { ...counts, villages, from };
    await audit(ctx, 'units.import', { unit: NATION, detail });
    const communes = listed.filter((u) => u.level === 'commune').length;
    return { provinces: listed.length - communes, communes, changes: counts, villages };
  });
}

/** The official list in force: its day, and the file that it came in. */
export interface ListInForce {
  readonly from: Day;
  readonly source: string;
}

const LIST = 'units.list';

/** Null while the units are those that the product ships. */
export async function listInForce(ctx: Ctx): Promise<ListInForce | null> {
  return (await readSetting(ctx, LIST)) as ListInForce | null;
}

/** One list at a time. */
export const UNITS_LOCK = 7_204_003;

async function readList({ bytes, headings }: UnitsImport): Promise<ListedUnit[]> {
  const sheet = await readSheet(bytes);
  if (sheet.length === 0) throw new Refusal('invalid', 'units.list_empty');
  const found = findColumns(sheet, headings ?? {});
  if (typeof found === 'string')
    throw new Refusal('invalid', 'units.column_missing', { values: { column: found } });
  const { units, faults } = readUnits(found);
  if (units.length === 0 && faults.length === 0) throw new Refusal('invalid', 'units.list_empty');
  if (faults.length > 0)
    throw new Refusal('invalid', 'units.list_has_faults', { faults: faults.sort(byLine) });
  return units;
}

const byLine = (a: { path: string }, b: { path: string }) => Number(a.path) - Number(b.path);

/** Villages have their own dates: a commune may have added one yesterday. */
async function refuseOlder(ctx: Ctx, from: Day): Promise<void> {
  const { rows } = await sql<{ latest: Day | null }>`
    select greatest(max(v.valid_from), max(v.valid_to)) as latest from units.unit_version v
    join units.unit u on u.code = v.code and u.level in ('province', 'commune')`.execute(ctx.db);
  const told = (await listInForce(ctx))?.from ?? '';
  const known = rows[0]?.latest ?? '';
  const latest = told > known ? told : known;
  if (from < latest) throw new Refusal('conflict', 'units.list_older', { values: { latest } });
}

/** Provinces and communes as they are, or were when they ended. */
async function standing(ctx: Ctx): Promise<StandingUnit[]> {
  const { rows } = await sql<StandingUnit>`
    select code, level, kind, parent, name, name_en as "nameEn", valid_to as ended
    from units.v_unit where level in ('province', 'commune')
  `.execute(ctx.db);
  return rows;
}

function countKinds(changes: readonly UnitChange[]): Record<ChangeKind, number> {
  const counts = { new: 0, rename: 0, rank: 0, move: 0, merge: 0, split: 0, spelling: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
