import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Client, ShardOf } from './receive.ts';

const MOST = 100_000;

/** A person's shard never changes: asked once a process. */
const shards = new WeakMap<ShardOf, Map<string, string>>();

/** Shards of these people, as far as they are known here. */
export async function shardsKnown(
  ctx: Ctx,
  people: readonly string[],
  shardOf: ShardOf,
): Promise<ReadonlyMap<string, string>> {
  const kept = shards.get(shardOf) ?? new Map<string, string>();
  shards.set(shardOf, kept);
  const rest = people.filter((id) => !kept.has(id));
  if (rest.length > 0) {
    const found = await shardOf(ctx, rest);
    if (kept.size > MOST) kept.clear();
    for (const [id, shard] of found) kept.set(id, shard);
    if (rest.length === people.length) return found;
  }
  return new Map(
    people.flatMap((id) => {
      const shard = kept.get(id);
      return shard === undefined ? [] : [[id, shard] as const];
    }),
  );
}

/** How long a unit is believed to lie within another: maps change by the year. */
const BELIEVED_MS = 10_000;
const inside = new Map<string, number>();

/** Those of these units that lie within the machine's own. */
export async function unitsWithin(
  { db, now }: Ctx,
  { unit: own }: Client,
  units: readonly string[],
): Promise<ReadonlySet<unknown>> {
  const rest = units.filter((unit) => !((inside.get(`${own} ${unit}`) ?? 0) > now.getTime()));
  if (rest.length > 0) {
    const rows = await db
      .selectFrom('units.v_ancestry')
      .select('unit')
      .where('ancestor', '=', own)
      .where('valid_to', 'is', null)
      .where(sql<boolean>`unit = any(${rest}::text[])`)
      .execute();
    if (inside.size > MOST) inside.clear();
    for (const { unit } of rows) inside.set(`${own} ${unit}`, now.getTime() + BELIEVED_MS);
  }
  return new Set(units.filter((unit) => (inside.get(`${own} ${unit}`) ?? 0) > now.getTime()));
}
