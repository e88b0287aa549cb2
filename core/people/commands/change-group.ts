import { authorise, isAllowed, scopeUnits } from '@suotdoi/core/accounts';
import { audit, type Ctx, change, type PersonKey, parse, Refusal } from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { sql } from 'kysely';
import { type GroupKind, joining, leaving } from '../group-model.ts';
import { rolesWithin } from '../rules.ts';
import { dayNotAfterToday, writeMembers } from './write-members.ts';

/**
 * Puts people into a group from a day on. A clan spans communes: an officer may also add the
 * people of their own place to a clan that is counted elsewhere.
 * @throws Refusal `missing` people.unknown_group, people.unknown_person, `invalid`
 *   people.day_in_future, people.role_not_here, `forbidden` accounts.not_allowed
 */
export async function joinGroup(ctx: Ctx, input: unknown): Promise<void> {
  const asked = parse(joining, input);
  const from = dayNotAfterToday(ctx, asked.from, 'from');
  await change(ctx, async (ctx) => {
    const group = await lockGroup(ctx, asked.group);
    await authoriseMembers(
      ctx,
      group,
      asked.members.map(({ person }) => person),
    );
    if (!rolesWithin(group.kind).includes(asked.role)) {
      throw new Refusal('invalid', 'people.role_not_here');
    }
    await writeMembers(ctx, group, { members: asked.members, role: asked.role, from });
    await audit(ctx, 'people.join_group', {
      unit: group.unit,
      subject: group.id,
      detail: { people: asked.members.map(({ person }) => person), from },
    });
  });
}

/**
 * Ends a membership from a day on; what was counted before stays counted. On the day of joining it
 * undoes a mistake: the person was never in.
 * @throws Refusal `missing` people.unknown_group, people.not_a_member, `invalid`
 *   people.day_in_future, people.leave_before_join, `forbidden` accounts.not_allowed
 */
export async function leaveGroup(ctx: Ctx, input: unknown): Promise<void> {
  const asked = parse(leaving, input);
  const to = dayNotAfterToday(ctx, asked.to, 'to');
  await change(ctx, async (ctx) => {
    const group = await lockGroup(ctx, asked.group);
    await authoriseMembers(ctx, group, [asked.person]);
    const { rows } = await sql<PersonKey & { from: string }>`
      select person_shard as shard, person, from_date as "from" from people.membership
      where shard = ${group.shard} and collective = ${group.id}::uuid
        and person = ${asked.person}::uuid and to_date is null
    `.execute(ctx.db);
    const member = rows[0];
    if (!member) throw new Refusal('missing', 'people.not_a_member');
    if (to < member.from) throw new Refusal('invalid', 'people.leave_before_join');
    await ctx.db
      .updateTable('people.membership')
      .set({ to_date: to })
      .where('shard', '=', group.shard)
      .where('collective', '=', group.id)
      .where('person', '=', member.person)
      .where('to_date', 'is', null)
      .execute();
    await touchPeople(ctx, [member]);
    await audit(ctx, 'people.leave_group', {
      unit: group.unit,
      subject: group.id,
      detail: { person: member.person, to },
    });
  });
}

interface Group {
  readonly shard: string;
  readonly id: string;
  readonly kind: GroupKind;
  readonly unit: string;
}

/** Held until the change ends: two officers adding the same person wait for one another. */
async function lockGroup(ctx: Ctx, id: string): Promise<Group> {
  const { rows } = await sql<Group>`
    select shard, id, kind, unit from people.collective
    where id = ${id}::uuid and kind <> 'family' and to_date is null for update
  `.execute(ctx.db);
  const group = rows[0];
  if (!group) throw new Refusal('missing', 'people.unknown_group');
  return group;
}

async function authoriseMembers(ctx: Ctx, group: Group, people: readonly string[]): Promise<void> {
  if (group.kind !== 'clan' || (await isAllowed(ctx, 'people.register', group.unit))) {
    return authorise(ctx, 'people.register', group.unit);
  }
  const ids = [...new Set(people)];
  const { rows } = await sql<{ n: number }>`
    select count(distinct r.person)::int as n from people.residence r
    where r.person = any(${ids}::uuid[]) and r.to_date is null
      and r.unit in (select unit from units.v_ancestry where valid_to is null
        and ancestor = any(${scopeUnits(ctx.actor, 'people.register')}::text[]))
  `.execute(ctx.db);
  if (rows[0]?.n !== ids.length) await authorise(ctx, 'people.register', group.unit);
}
