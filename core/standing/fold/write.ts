import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Contribution } from '../contributions.ts';

/** A subject with all that it now adds to figures. */
export interface SubjectRows {
  readonly shard: string;
  /** A person's or a collective's id, or a village's code. */
  readonly subject: string;
  readonly rows: readonly Contribution[];
}

export interface StoredRow extends Contribution {
  readonly shard: string;
  readonly subject: string;
}

/** Difference between what is stored and what should be, as changes of the tally and of the rows. */
export interface Difference {
  readonly gone: StoredRow[];
  readonly written: StoredRow[];
  readonly deltas: Contribution[];
}

/** What these subjects add now, as stored. */
export async function storedRows(ctx: Ctx, subjects: readonly string[]): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select shard, subject, indicator, slice, unit, month, n
    from standing.contribution where subject = any(${subjects}::text[])
  `.execute(ctx.db);
  return rows;
}

/** Pure: compares stored and wanted rows of the same subjects. */
export function difference(
  stored: readonly StoredRow[],
  wanted: readonly SubjectRows[],
): Difference {
  const old = new Map(stored.map((row) => [keyOf(row), row]));
  const result: Difference = { gone: [], written: [], deltas: [] };
  for (const { shard, subject, rows } of wanted) {
    for (const row of rows) {
      const next = { ...row, shard, subject };
      const known = old.get(keyOf(next));
      old.delete(keyOf(next));
      if (known?.n === row.n) continue;
      result.written.push(next);
      result.deltas.push({ ...row, n: row.n - (known?.n ?? 0) });
    }
  }
  for (const row of old.values()) {
    result.gone.push(row);
    result.deltas.push({ ...row, n: -row.n });
  }
  return result;
}

function keyOf(row: StoredRow): string {
  return `${row.shard}|${row.subject}|${row.indicator}|${row.slice}|${row.unit}|${row.month}`;
}

/** Stores the rows of these subjects and applies the difference to the tally, set-based. */
export async function replaceRows(ctx: Ctx, wanted: readonly SubjectRows[]): Promise<Difference> {
  const stored = await storedRows(
    ctx,
    wanted.map((w) => w.subject),
  );
  const result = difference(stored, wanted);
  await deleteRows(ctx, result.gone);
  await writeRows(ctx, result.written);
  await addToTally(ctx, result.deltas);
  return result;
}

async function deleteRows(ctx: Ctx, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from standing.contribution c
    using json_to_recordset(${JSON.stringify(rows)}::json)
      as g(shard text, subject text, indicator text, slice text, unit text, month text)
    where c.shard = g.shard and c.subject = g.subject and c.indicator = g.indicator
      and c.slice = g.slice and c.unit = g.unit and c.month = g.month
  `.execute(ctx.db);
}

async function writeRows(ctx: Ctx, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into standing.contribution (shard, subject, indicator, slice, unit, month, n)
    select shard, subject, indicator, slice, unit, month, n
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as w(shard text, subject text, indicator text, slice text, unit text, month text, n int)
    on conflict (shard, subject, indicator, slice, unit, month) do update set n = excluded.n
  `.execute(ctx.db);
}

/**
 * Adds changes to the tally at their place and at every unit above it, as the units stood at the
 * month's end (or at their beginning, for what is older than they are).
 */
async function addToTally(ctx: Ctx, deltas: readonly Contribution[]): Promise<void> {
  if (deltas.length === 0) return;
  await sql`
    insert into standing.tally (unit, indicator, slice, month, n)
    select a.ancestor, d.indicator, d.slice, d.month, sum(d.n)
    from json_to_recordset(${JSON.stringify(deltas)}::json)
      as d(unit text, indicator text, slice text, month text, n int)
    join standing.v_place a on a.unit = d.unit and a.from_month <= d.month
      and (a.to_month is null or d.month < a.to_month)
    group by a.ancestor, d.indicator, d.slice, d.month
    having sum(d.n) <> 0
    order by 1, 2, 3, 4
    on conflict (unit, indicator, slice, month) do update set n = tally.n + excluded.n
  `.execute(ctx.db);
}
