import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { type RawBuilder, sql } from 'kysely';
import { consistentThrough } from './consistent.ts';
import { isUuid } from './formats.ts';

export interface Exporting {
  /** Goes on after this statement: the id of the last line that arrived. */
  readonly after?: string | undefined;
  /** Stored after, and until, these moments. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** What the reader may see, as a condition on statement `s`; null: everything. */
  readonly readable?: RawBuilder<boolean> | null;
}

const PAGE = 500;

interface Row {
  readonly id: string;
  readonly received: Date;
  readonly body: string;
}

/**
 * Statements as they are kept, voided ones too, one a line, in the order in which they were stored,
 * up to a moment before which nothing can come any more: a later export goes on after the last line.
 * @throws Refusal `missing` record.no_statement: `after` is not here
 */
export async function* exportLines(ctx: Ctx, how: Exporting): AsyncGenerator<string> {
  // What a machine may see its door says; of people, only who may see the nation's record.
  if (ctx.actor.kind !== 'client') await authorise(ctx, 'record.see', 'VN');
  const through = await consistentThrough(ctx);
  const until = how.until && how.until < through ? how.until : through;
  let last = await startOf(ctx, how.after);
  // batch: each turn reads a page of 500
  for (;;) {
    const rows = await page(ctx, { ...how, until }, last);
    for (const { body } of rows) yield `${body}\n`;
    last = rows.at(-1) ?? null;
    if (rows.length < PAGE || last === null) return;
  }
}

type Place = Pick<Row, 'id' | 'received'>;

async function startOf({ db }: Ctx, after: string | undefined): Promise<Place | null> {
  if (after === undefined) return null;
  const { rows } = isUuid(after)
    ? await sql<Place>`
        select s.id, s.received from record.statement_key k
        join record.statement s on s.shard = k.shard and s.id = k.id where k.id = ${after}::uuid
      `.execute(db)
    : { rows: [] };
  if (!rows[0]) throw new Refusal('missing', 'record.no_statement');
  return rows[0];
}

async function page(
  { db }: Ctx,
  { since, until, readable }: Exporting,
  last: Place | null,
): Promise<Row[]> {
  const conditions = [sql`s.received <= ${until}::timestamptz`];
  if (since) conditions.push(sql`s.received > ${since}::timestamptz`);
  if (readable) conditions.push(readable);
  if (last) conditions.push(sql`(s.received, s.id) > (${last.received}, ${last.id}::uuid)`);
  const { rows } = await sql<Row>`
    select s.id, s.received, s.body::text as body from record.statement s
    where ${sql.join(conditions, sql` and `)} order by s.received, s.id limit ${PAGE}`.execute(db);
  return rows;
}
