import { actorId, type Ctx, change, newId, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { authorityOf } from './authority.ts';
import { derive } from './derive.ts';
import { digestOf } from './digest.ts';
import type { Statement } from './statement.ts';

/** A statement and where it is kept: its person's shard, or `00000`. */
export interface Entry {
  readonly shard: string;
  readonly statement: Statement;
}

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
  const rows = rowsOf(ctx, entries);
  if (rows.size === 0) return { stored: [], already: [] };
  return change(ctx, async (inner) => {
    const stored = await append(inner, [...rows.values()]);
    if (stored.length === rows.size) return { stored, already: [] };
    const isNew = new Set(stored);
    const rest = [...rows.values()].filter((row) => !isNew.has(row.id));
    await sameContent(inner, rest);
    return { stored, already: rest.map((row) => row.id) };
  });
}

interface Row {
  readonly id: string;
  readonly digest: string;
  readonly json: string;
}

function rowsOf(ctx: Ctx, entries: readonly Entry[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  const stamp = `"stored":"${ctx.now.toISOString()}","authority":${JSON.stringify(authorityOf(ctx.actor))}`;
  for (const { shard, statement } of entries) {
    const digest = digestOf(statement);
    const id = statement.id.toLowerCase();
    const twin = rows.get(id);
    if (twin) {
      if (twin.digest !== digest) throw otherContent(id);
      continue;
    }
    const columns = JSON.stringify({ id, shard, digest, ...derive(statement, ctx.now) });
    const body = bodyOf(statement, stamp, ctx.now);
    rows.set(id, { id, digest, json: `${columns.slice(0, -1)},"body":${body}}` });
  }
  return rows;
}

function bodyOf(statement: Statement, stamp: string, now: Date): string {
  const { stored: _stored, authority: _authority, ...told } = statement;
  const text = JSON.stringify(told);
  const time = told.timestamp === undefined ? `,"timestamp":"${now.toISOString()}"` : '';
  const version = told.version === undefined ? ',"version":"2.0.0"' : '';
  return `${text.slice(0, -1)}${time},${stamp}${version}}`;
}

/** One statement for the whole batch; returns the ids that were new. */
async function append(ctx: Ctx, rows: readonly Row[]): Promise<string[]> {
  const batch = newId();
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  const result = await sql<{ id: string }>`
    with told as materialized (
      select * from json_to_recordset(${json}::json) as t (id uuid, shard text, digest text,
        person uuid, agent text, verb text, object text, grade text, unit text, registration uuid,
        happened timestamptz, target uuid, body json)
    ), fresh as (
      insert into record.statement_key (id, shard, digest)
      select id, shard, decode(digest, 'hex') from told order by id
      on conflict do nothing returning id
    ), kept as (
      insert into record.statement (shard, id, person, agent, verb, object, grade, unit,
        registration, happened, received, client, body)
      select shard, id, person, agent, verb, object, grade, unit,
        registration, happened, ${ctx.now}::timestamptz, ${actorId(ctx.actor)}::text, body
      from told join fresh using (id)
    ), dirty as (
      insert into record.dirty (shard, person, batch)
      select distinct shard, person, ${batch}::uuid
      from told join fresh using (id) where person is not null
    ), voided as (
      insert into record.void (target, by)
      select distinct on (target) target, id
      from told join fresh using (id) where target is not null order by target, id
      on conflict do nothing
    ), dirty_void as (
      insert into record.dirty_void (target, batch)
      select distinct target, ${batch}::uuid
      from told join fresh using (id) where target is not null
    )
    select id::text as id, pg_notify('suotdoi_fold', '') from fresh`.execute(ctx.db);
  return result.rows.map((row) => row.id);
}

/** A later look than the insert's: it sees what a concurrent transaction has just committed. */
async function sameContent(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  const found = await sql<{ id: string; digest: string }>`
    select id::text as id, encode(digest, 'hex') as digest from record.statement_key
    where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(ctx.db);
  const digests = new Map(found.rows.map((row) => [row.id, row.digest]));
  const other = rows.find((row) => digests.get(row.id) !== row.digest);
  if (other) throw otherContent(other.id);
}

function otherContent(id: string): Refusal {
  return new Refusal('conflict', 'record.same_id_other_content', { values: { id } });
}
