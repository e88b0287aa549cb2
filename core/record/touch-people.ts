import { type Ctx, change, newId, type PersonKey } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { wakeFold } from './wake-fold.ts';

/**
 * Says that facts about these people changed outside the record (a move, a birth year, consent),
 * so that their standing is computed again. Joins the caller's transaction; naming a person
 * twice is harmless. The caller has authorised the change.
 */
export async function touchPeople(ctx: Ctx, people: readonly PersonKey[]): Promise<void> {
  if (people.length === 0) return;
  const rows = new Map(people.map((key) => [key.person, key]));
  const shards = [...rows.values()].map(({ shard }) => shard);
  await change(ctx, async ({ db }) => {
    await sql`insert into record.dirty (shard, person, batch)
      select u.shard, u.person, ${newId()}::uuid
      from unnest(${shards}::text[], ${[...rows.keys()]}::uuid[]) as u (shard, person)`.execute(db);
    await wakeFold(db);
  });
}
