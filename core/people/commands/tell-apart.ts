import { actorId, audit, type Ctx, change, parse } from '@suotdoi/core/ground';
import { toldApart } from '../model.ts';
import { lockPair } from './lock-pair.ts';

/**
 * Says that two people who look alike are two: they are not proposed again. Said twice is said once.
 * @throws Refusal `missing` people.unknown_person, `conflict` people.merged_already,
 *   `forbidden` accounts.not_allowed
 */
export async function tellApart(ctx: Ctx, input: unknown): Promise<void> {
  const { people } = parse(toldApart, input);
  const [first, second] = people[0] < people[1] ? people : [people[1], people[0]];
  await change(ctx, async (ctx) => {
    const { one, other } = await lockPair(ctx, first, second);
    await ctx.db
      .insertInto('people.told_apart')
      .values({
        ...{ shard: one.shard, a: one.person, b: other.person },
        ...{ at: ctx.now, by_account: actorId(ctx.actor) },
      })
      .onConflict((c) => c.doNothing())
      .execute();
    await audit(ctx, 'people.tell_apart', {
      unit: one.unit,
      subject: one.person,
      detail: { from: other.person },
    });
  });
}
