import type { Ctx, PersonKey } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/**
 * Takes up to `limit` people whose standing must be computed again, with those whose statements
 * were voided, off the list: those first who wait longest, so that nobody waits for ever behind
 * others who are busy. Called within the fold's own transaction: rows that others commit
 * meanwhile are other rows, and stay for the next round.
 */
export async function takeDirty({ db }: Ctx, limit: number): Promise<PersonKey[]> {
  const taken = await sql<PersonKey>`
    with due as materialized (
      select distinct shard, person
      from (select shard, person from record.dirty order by batch limit ${limit}) oldest
    ), people as (
      delete from record.dirty d using due
      where d.shard = due.shard and d.person = due.person returning d.shard, d.person
    ), due_void as materialized (
      select target, batch from record.dirty_void order by batch limit ${limit}
    ), targets as (
      delete from record.dirty_void d using due_void v
      where d.target = v.target and d.batch = v.batch returning d.target
    )
    select shard, person from people
    union
    select s.shard, s.person from targets t
    join record.statement_key k on k.id = t.target
    join record.statement s on s.shard = k.shard and s.id = k.id
    where s.person is not null`.execute(db);
  return taken.rows;
}
