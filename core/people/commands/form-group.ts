import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, dayOf, foldText, parse } from '@suotdoi/core/ground';
import { communeOf } from '@suotdoi/core/units';
import { newGroup } from '../group-model.ts';
import { dayNotAfterToday, writeMembers } from './write-members.ts';

/**
 * Forms a clan, a community group, an agency or a school at one unit; its members may live
 * elsewhere. A clan is counted at its unit; members of the others are counted where they live.
 * Sent twice, it is formed once.
 * @throws Refusal `forbidden` accounts.not_allowed, `missing` people.unknown_person,
 *   `invalid` people.day_in_future
 */
export async function formGroup(ctx: Ctx, input: unknown): Promise<{ shard: string; id: string }> {
  const group = parse(newGroup, input);
  await authorise(ctx, 'people.register', group.unit);
  const key = { shard: communeOf(group.unit), id: group.id };
  const from = dayNotAfterToday(ctx, group.from, 'from');
  return change(ctx, async (ctx) => {
    const written = await ctx.db
      .insertInto('people.collective')
      .values({
        ...key,
        version: 1,
        home_node: ctx.node,
        kind: group.kind,
        name: group.name,
        search: foldText(group.name),
        unit: group.unit,
        from_date: from,
        created: ctx.now,
        created_by: actorId(ctx.actor),
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 0n) return key;
    const members = group.members ?? [];
    if (members.length > 0)
      await writeMembers(ctx, key, { members, role: 'member', from: dayOf(ctx.now) });
    await audit(ctx, 'people.form_group', {
      unit: group.unit,
      subject: group.id,
      detail: { kind: group.kind },
    });
    return key;
  });
}
