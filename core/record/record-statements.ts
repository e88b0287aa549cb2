import { type Ctx, change, newId } from '@suotdoi/core/ground';
import { type RawBuilder, sql } from 'kysely';
import { type Batch, batchOf, type Entry, otherContent } from './batch.ts';

/** Ids of the statements that were new, and of those that were here already with the same content. */
export interface Recorded {
  readonly stored: string[];
  readonly already: string[];
}

/**
 * Appends statements to the record, all or none, in the caller's transaction; sending one twice is
 * harmless. `received` is ctx.now, the authority is the actor. The statements are well-formed: made
 * by the model's builders, or checked by the model's schema. The caller has authorised the change.
 * @throws Refusal `conflict` record.same_id_other_content {id}: an id is taken by other content
 */
export async function recordStatements(ctx: Ctx, entries: readonly Entry[]): Promise<Recorded> {
  const batch = batchOf(ctx, entries);
  if (batch.rows.length === 0) return { stored: [], already: [] };
  return change(ctx, async (inner) => {
    const { stored, already, other } = await appendBatch(inner, batch);
    if (other[0] !== undefined) throw otherContent(other[0]);
    return { stored, already };
  });
}

/** Ids by what became of them; `other`: taken already by a statement with other content. */
export interface Appended extends Recorded {
  readonly other: string[];
  /** Whether a statement that came before points at one of these. */
  readonly awaited: boolean;
}

/** Appends what is new of a batch, in one statement of SQL and at most one look after it. */
export async function appendBatch(ctx: Ctx, batch: Batch): Promise<Appended> {
  const ids = batch.rows.map(({ id }) => id);
  const { stored, awaited } = await append(ctx, batch);
  if (stored === 'all') return { stored: ids, already: [], other: [], awaited };
  const isNew = new Set(stored);
  const other = await otherThan(ctx, batch, isNew);
  const already = ids.filter((id) => !isNew.has(id) && !other.has(id));
  return { stored, already, other: [...other], awaited };
}

/**
 * One statement for the whole batch, in which each column comes as lines of text: measured, that
 * costs the database as much as COPY, and an array or JSON costs both sides more.
 */
async function append(
  ctx: Ctx,
  batch: Batch,
): Promise<{ stored: 'all' | string[]; awaited: boolean }> {
  const id = newId();
  const found = await sql<{ n: number; ids: string[] | null; awaited: boolean }>`
    with told as materialized (
      select ${typed} from rows from (${columns(batch)}) as t (${names})
    ), fresh as (
      insert into record.statement_key (id, shard, digest)
      select id, shard, digest from told order by id
      on conflict do nothing returning id
    ), kept as (
      insert into record.statement (shard, id, person, agent, verb, object, grade, unit,
        registration, happened, received, client, related, body)
      select shard, id, person, agent, verb, object, grade, unit,
        registration, happened, ${ctx.now}::timestamptz, client, related, body
      from told join fresh using (id)
    ), dirty as (
      insert into record.dirty (shard, person, batch)
      select distinct shard, person, ${id}::uuid
      from told join fresh using (id) where person is not null
    ), voided as (
      insert into record.void (target, by)
      select distinct on (target) target, id
      from told join fresh using (id) where target is not null order by target, id
      on conflict do nothing
    ), pointing as (
      insert into record.reference (target, by, received)
      select about, id, ${ctx.now}::timestamptz
      from told join fresh using (id) where about is not null
      on conflict do nothing
    ), dirty_void as (
      insert into record.dirty_void (target, batch)
      select distinct target, ${id}::uuid
      from told join fresh using (id) where target is not null
    )
    select count(*) as n, (select pg_notify('suotdoi_fold', '')) as woken,
      case when count(*) < ${batch.rows.length}::int then array_agg(id::text) end as ids,
      exists (select 1 from record.reference r join fresh f on f.id = r.target) as awaited
    from fresh`.execute(ctx.db);
  const [row] = found.rows;
  const all = row?.n === batch.rows.length;
  return { stored: all ? 'all' : (row?.ids ?? []), awaited: row?.awaited === true };
}

const types = {
  id: 'uuid',
  shard: 'text',
  digest: 'bytea',
  person: 'uuid',
  agent: 'text',
  verb: 'text',
  object: 'text',
  grade: 'text',
  unit: 'text',
  registration: 'uuid',
  happened: 'timestamptz',
  target: 'uuid',
  about: 'uuid',
  client: 'text',
  related: 'bigint[]',
  body: 'json',
} as const;

const names = sql.raw(Object.keys(types).join(', '));
const typed = sql.raw(
  Object.entries(types)
    .map(([name, type]) => `${name}::${type}`)
    .join(', '),
);

/** No value holds an end of line: `derive` and JSON see to that. An empty one is null. */
function columns({ rows, bodies }: Batch): RawBuilder<unknown> {
  const listOf = (name: 'id' | 'shard' | 'digest' | 'client' | 'related') =>
    rows.map((row) => row[name]);
  const searched = (
    [
      'person',
      'agent',
      'verb',
      'object',
      'grade',
      'unit',
      'registration',
      'happened',
      'target',
      'about',
    ] as const
  ).map((name) => rows.map((row) => row.searched[name]));
  const own = [listOf('id'), listOf('shard'), listOf('digest')];
  const lists = [...own, ...searched, listOf('client'), listOf('related')];
  const texts = lists.map((values) => values.join('\n'));
  // Not string_to_array: the planner would read the whole batch, several times.
  const tables = [...texts, bodies].map((text) => sql`string_to_table(${text}::text, E'\n', '')`);
  return sql.join(tables);
}

/** A later look than the insert's: it sees what a concurrent transaction has just committed. */
async function otherThan(
  ctx: Ctx,
  batch: Batch,
  isNew: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const rest = batch.rows.filter(({ id }) => !isNew.has(id));
  const found = await sql<{ id: string; digest: string }>`
    select id::text as id, digest::text as digest from record.statement_key
    where id = any(${rest.map(({ id }) => id)}::uuid[])`.execute(ctx.db);
  const digests = new Map(found.rows.map((row) => [row.id, row.digest]));
  return new Set(rest.filter((row) => digests.get(row.id) !== row.digest).map(({ id }) => id));
}
