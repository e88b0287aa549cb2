import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';

export interface PairMember extends PersonKey {
  readonly name: string;
  readonly unit: string;
  /** Somebody signs in as this person. */
  readonly hasAccount: boolean;
}

/**
 * Two people, held until the change ends, for those who may register people where both live.
 * @throws Refusal `missing` people.unknown_person, `conflict` people.merged_already
 */
export async function lockPair(
  ctx: Ctx,
  one: string,
  other: string,
): Promise<{ one: PairMember; other: PairMember }> {
  const { rows } = await sql<PairMember & { merged: boolean }>`
    select p.shard, p.id as person, p.name, r.unit,
      exists (select 1 from accounts.v_account a where a.person = p.id) as "hasAccount",
      exists (select 1 from people.merged m where m.person = p.id) as merged
    from people.person p
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    where p.id in (${one}::uuid, ${other}::uuid)
    order by p.id for update of p
  `.execute(ctx.db);
  const [a, b] = [one, other].map((id) => rows.find(({ person }) => person === id));
  if (!a || !b) throw new Refusal('missing', 'people.unknown_person');
  await authorise(ctx, 'people.register', a.unit);
  await authorise(ctx, 'people.register', b.unit);
  if (a.merged || b.merged) throw new Refusal('conflict', 'people.merged_already');
  return { one: a, other: b };
}
