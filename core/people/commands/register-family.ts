import { authorise } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  dayOf,
  foldText,
  idOf,
  type PersonKey,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { communeOf } from '@suotdoi/core/units';
import { newFamily } from '../model.ts';
import { memberFaults, refuseLookalikes, writePeople } from './write-people.ts';

export interface RegisteredFamily {
  readonly shard: string;
  readonly id: string;
  readonly members: PersonKey[];
}

/**
 * Registers a family and its members from one form; the first member is its head.
 * Sent twice, it is registered once. Refuses `invalid` with a fault for each field,
 * `conflict people.maybe_same` when somebody of the same name and year lives in the village.
 */
export async function registerFamily(ctx: Ctx, input: unknown): Promise<RegisteredFamily> {
  const family = parse(newFamily, input);
  const shard = communeOf(family.unit);
  await authorise(ctx, 'people.register', family.unit);
  const faults = memberFaults(ctx, family.members, family.consent);
  if (faults.length > 0) throw new Refusal('invalid', 'ground.invalid_input', { faults });
  const people = family.members.map((member, i) => ({
    ...member,
    id: idOf(family.id, `member:${i}`),
    unit: family.unit,
  }));
  const answer = {
    shard,
    id: family.id,
    members: people.map(({ id }) => ({ shard, person: id })),
  };
  return change(ctx, async (ctx) => {
    const head = people[0]?.name ?? '';
    const written = await ctx.db
      .insertInto('people.collective')
      .values({
        shard,
        id: family.id,
        version: 1,
        home_node: ctx.node,
        kind: 'family',
        name: head,
        search: foldText(head),
        unit: family.unit,
        from_date: dayOf(ctx.now),
        created: ctx.now,
        created_by: actorId(ctx.actor),
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 0n) return answer;
    if (!family.notTheSame) await refuseLookalikes(ctx, family.unit, family.members);
    await writePeople(ctx, people, family.consent);
    await writeMemberships(ctx, answer);
    await touchPeople(ctx, answer.members);
    await audit(ctx, 'people.register_family', { unit: family.unit, subject: family.id });
    return answer;
  });
}

async function writeMemberships(ctx: Ctx, family: RegisteredFamily): Promise<void> {
  await ctx.db
    .insertInto('people.membership')
    .values(
      family.members.map(({ shard, person }, i) => ({
        shard: family.shard,
        collective: family.id,
        person_shard: shard,
        person,
        role: i === 0 ? 'head' : 'member',
        from_date: dayOf(ctx.now),
      })),
    )
    .execute();
}
