import { authorise } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  dayOf,
  foldText,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { communeOf } from '@suotdoi/core/units';
import { newClan } from '../model.ts';

/** Forms a clan that is counted at one unit; its members may live in several communes. */
export async function formClan(ctx: Ctx, input: unknown): Promise<{ shard: string; id: string }> {
  const clan = parse(newClan, input);
  await authorise(ctx, 'people.register', clan.unit);
  const key = { shard: communeOf(clan.unit), id: clan.id };
  return change(ctx, async (ctx) => {
    const written = await ctx.db
      .insertInto('people.collective')
      .values({
        ...key,
        version: 1,
        home_node: ctx.node,
        kind: 'clan',
        name: clan.name,
        search: foldText(clan.name),
        unit: clan.unit,
        from_date: dayOf(ctx.now),
        created: ctx.now,
        created_by: actorId(ctx.actor),
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 0n) return key;
    await ctx.db
      .insertInto('people.membership')
      .values(
        clan.members.map(({ shard, person }) => ({
          shard: key.shard,
          collective: clan.id,
          person_shard: shard,
          person,
          role: 'member',
          from_date: dayOf(ctx.now),
        })),
      )
      .execute();
    await refuseUnknownMembers(ctx, clan.id);
    await touchPeople(ctx, clan.members);
    await audit(ctx, 'people.form_clan', { unit: clan.unit, subject: clan.id });
    return key;
  });
}

async function refuseUnknownMembers(ctx: Ctx, clan: string): Promise<void> {
  const lost = await ctx.db
    .selectFrom('people.membership as m')
    .leftJoin('people.person as p', (j) =>
      j.onRef('p.shard', '=', 'm.person_shard').onRef('p.id', '=', 'm.person'),
    )
    .select('m.person')
    .where('m.collective', '=', clan)
    .where('p.id', 'is', null)
    .executeTakeFirst();
  if (lost) throw new Refusal('missing', 'people.unknown_person');
}
