import { type Ctx, type PersonKey, Refusal } from '@suotdoi/core/ground';

/** A person, held until the change ends. @throws Refusal `missing` people.unknown_person */
export async function lockPerson(
  ctx: Ctx,
  key: PersonKey,
): Promise<{ version: number; birthYear: number; unit: string; since: string }> {
  const row = await ctx.db
    .selectFrom('people.person as p')
    .innerJoin('people.residence as r', (j) =>
      j.onRef('r.shard', '=', 'p.shard').onRef('r.person', '=', 'p.id').on('r.to_date', 'is', null),
    )
    .select(['p.version', 'p.birth_year as birthYear', 'r.unit', 'r.from_date as since'])
    .where('p.shard', '=', key.shard)
    .where('p.id', '=', key.person)
    .forUpdate('p')
    .executeTakeFirst();
  if (!row) throw new Refusal('missing', 'people.unknown_person');
  return { ...row, since: String(row.since) };
}
