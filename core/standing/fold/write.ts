import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Contribution } from '../contributions.ts';
import { addToTally } from './tally.ts';

/** A subject with all that it now adds to figures. */
export interface SubjectRows {
  readonly shard: string;
  /** A person's or a collective's id, or a village's code. */
  readonly subject: string;
  readonly rows: readonly Contribution[];
}

/** How rows are kept: one array a subject, so that a person costs one row however much they add. */
type Packed = [indicator: string, slice: string, unit: string, month: string, n: number];

/** A row that is not as it should be: `stored` and `wanted` are what it says and should say. */
export interface RowChange {
  readonly subject: string;
  readonly row: Contribution;
  readonly stored: number | null;
  readonly wanted: number | null;
}

/** What these subjects add now, as stored. */
export async function storedRows(
  ctx: Ctx,
  subjects: readonly { shard: string; subject: string }[],
): Promise<Map<string, Contribution[]>> {
  const keys = JSON.stringify(subjects.map(({ shard, subject }) => ({ shard, subject })));
  const { rows } = await sql<{ subject: string; rows: Packed[] }>`
    select c.subject, c.rows
    from json_to_recordset(${keys}::json) as k(shard text, subject text)
    join standing.contribution c on c.shard = k.shard and c.subject = k.subject
  `.execute(ctx.db);
  return new Map(
    rows.map(({ subject, rows }) => [
      subject,
      rows.map(([indicator, slice, unit, month, n]) => ({
        indicator: indicator as Contribution['indicator'],
        slice,
        unit,
        month,
        n,
      })),
    ]),
  );
}

/** Pure: what must change so that the stored rows of one subject become the wanted ones. */
export function rowChanges(
  subject: string,
  stored: readonly Contribution[],
  wanted: readonly Contribution[],
): RowChange[] {
  const old = new Map(stored.map((row) => [keyOf(row), row]));
  const changes: RowChange[] = [];
  for (const row of wanted) {
    const known = old.get(keyOf(row));
    old.delete(keyOf(row));
    if (known?.n !== row.n) changes.push({ subject, row, stored: known?.n ?? null, wanted: row.n });
  }
  for (const row of old.values()) changes.push({ subject, row, stored: row.n, wanted: null });
  return changes;
}

function keyOf(row: Contribution): string {
  return `${row.indicator}|${row.slice}|${row.unit}|${row.month}`;
}

/** Stores the rows of these subjects and applies the difference to the tally, set-based. */
export async function replaceRows(
  ctx: Ctx,
  wanted: readonly SubjectRows[],
  twoMaps: boolean,
): Promise<RowChange[]> {
  const stored = await storedRows(ctx, wanted);
  const bySubject = wanted.map((w) => ({
    ...w,
    changes: rowChanges(w.subject, stored.get(w.subject) ?? [], w.rows),
  }));
  await keepRows(
    ctx,
    bySubject.filter((w) => w.changes.length > 0),
  );
  const changes = bySubject.flatMap((w) => w.changes);
  await addToTally(ctx, deltasOf(changes), twoMaps);
  return changes;
}

async function keepRows(ctx: Ctx, subjects: readonly SubjectRows[]): Promise<void> {
  if (subjects.length === 0) return;
  const packed = subjects.map(({ shard, subject, rows }) => ({
    shard,
    subject,
    rows: rows.map((r): Packed => [r.indicator, r.slice, r.unit, r.month, r.n]),
    units: [...new Set(rows.map((r) => r.unit))],
  }));
  await sql`
    insert into standing.contribution (shard, subject, units, rows)
    select shard, subject, units, rows from json_to_recordset(${JSON.stringify(packed)}::json)
      as w(shard text, subject text, units text[], rows json)
    on conflict (shard, subject) do update set units = excluded.units, rows = excluded.rows
  `.execute(ctx.db);
}

/** Adds up changes of the same figure, place and month before they are sent. */
function deltasOf(changes: readonly RowChange[]): Contribution[] {
  const sums = new Map<string, Contribution>();
  for (const { row, stored, wanted } of changes) {
    const key = keyOf(row);
    const n = (sums.get(key)?.n ?? 0) + (wanted ?? 0) - (stored ?? 0);
    sums.set(key, { ...row, n });
  }
  return [...sums.values()].filter((d) => d.n !== 0);
}
