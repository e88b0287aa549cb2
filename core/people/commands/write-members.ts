import { type Ctx, type Day, dayOf, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { sql } from 'kysely';
import type { GroupRole } from '../group-model.ts';

/** The day given, or today. Refuses `invalid people.day_in_future` at the field. */
export function dayNotAfterToday(ctx: Ctx, day: Day | undefined, path: string): Day {
  const today = dayOf(ctx.now);
  if (day === undefined || day <= today) return day ?? today;
  throw new Refusal('invalid', 'people.day_in_future', {
    faults: [{ path, code: 'people.day_in_future' }],
  });
}

interface Joining {
  readonly members: readonly PersonKey[];
  readonly role: GroupRole;
  readonly from: Day;
}

/**
 * Puts people into a group from a day on, and them on the list to fold. Who is a member already
 * stays as they are. The group's row is held by the caller, so that nobody is put in twice.
 */
export async function writeMembers(
  ctx: Ctx,
  group: { shard: string; id: string },
  { members, role, from }: Joining,
): Promise<void> {
  const keys = JSON.stringify(members.map(({ shard, person }) => ({ shard, person })));
  await sql`
    insert into people.membership (shard, collective, person_shard, person, role, from_date)
    select ${group.shard}, ${group.id}::uuid, k.shard, k.person, ${role}, ${from}::date
    from (select distinct shard, person
      from json_to_recordset(${keys}::json) as j(shard text, person uuid)) k
    where not exists (select 1 from people.membership m where m.shard = ${group.shard}
      and m.collective = ${group.id}::uuid and m.person = k.person and m.to_date is null)
    on conflict (shard, collective, person, from_date)
      do update set role = excluded.role, to_date = null
  `.execute(ctx.db);
  await refuseUnknownMembers(ctx, group.id);
  await touchPeople(ctx, members);
}

async function refuseUnknownMembers(ctx: Ctx, group: string): Promise<void> {
  const lost = await ctx.db
    .selectFrom('people.membership as m')
    .leftJoin('people.person as p', (j) =>
      j.onRef('p.shard', '=', 'm.person_shard').onRef('p.id', '=', 'm.person'),
    )
    .select('m.person')
    .where('m.collective', '=', group)
    .where('p.id', 'is', null)
    .executeTakeFirst();
  if (lost) throw new Refusal('missing', 'people.unknown_person');
}
