import type { Ctx, PersonKey } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { CollectiveFacts, MemberFacts, VillageFacts } from '../collective-contributions.ts';
import type { PersonFacts } from '../contributions.ts';
import { type Acts, loadActs, noActs } from './acts.ts';

export interface FoldedPerson extends PersonKey, Acts {
  readonly facts: PersonFacts;
  /** They were found to be somebody else, at whom everything of theirs counts. */
  readonly merged: boolean;
}

interface PersonRow extends PersonKey, PersonFacts {
  readonly reachedAt: Date | null;
  readonly merged: boolean;
}

/**
 * What figures depend on about these people, and what was stored of their standing. Keys are
 * joined whole, so that the primary keys serve whatever the statistics say.
 */
async function loadFacts(ctx: Ctx, keys: readonly PersonKey[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p.shard, p.id as person, p.birth_year as "birthYear", p.died, p.sex, p.ethnicity,
      p.disability, s.reached as "reachedAt",
      exists (select 1 from people.v_merged m
        where m.shard = k.shard and m.person = k.person) as merged,
      coalesce(r.stays, '[]') as stays
    from json_to_recordset(${keysAsJson(keys)}::json) as k(shard text, person uuid)
    join people.v_person_fact p on p.shard = k.shard and p.id = k.person
    left join standing.person s on s.shard = k.shard and s.person = k.person
    left join lateral (select json_agg(json_build_object('unit', r.unit, 'from', r.from_date,
        'to', r.to_date) order by r.from_date) as stays
      from people.v_residence r where r.shard = k.shard and r.person = k.person) r on true
  `.execute(ctx.db);
  return rows;
}

function keysAsJson(keys: readonly PersonKey[]): string {
  return JSON.stringify(keys.map(({ shard, person }) => ({ shard, person })));
}

/** Everything that the standing of these people depends on: two reads, whatever their number. */
export async function loadPeople(ctx: Ctx, keys: readonly PersonKey[]): Promise<FoldedPerson[]> {
  const people = await loadFacts(ctx, keys);
  const acts = await loadActs(
    ctx,
    keys.map((k) => k.person),
  );
  return people.map(({ shard, person, reachedAt, merged, ...facts }) => ({
    ...{ shard, person, facts, merged },
    ...(acts.get(person) ?? noActs),
  }));
}

/** These people, and those at whom the acts of some of them count. */
export async function withKept(ctx: Ctx, keys: readonly PersonKey[]): Promise<PersonKey[]> {
  const { rows } = await sql<PersonKey>`
    select distinct kept_shard as shard, kept as person from people.v_merged
    where person = any(${keys.map((k) => k.person)}::uuid[])
  `.execute(ctx.db);
  const known = new Set(keys.map((k) => k.person));
  return [...keys, ...rows.filter((r) => !known.has(r.person))];
}

export interface LoadedCollective extends CollectiveFacts {
  readonly shard: string;
  readonly id: string;
}

interface MembershipRow extends PersonKey, Omit<CollectiveFacts, 'members'> {
  readonly home: string;
  readonly id: string;
  readonly head: boolean;
  readonly memberFrom: string;
  readonly memberTo: string | null;
}

/**
 * The families and clans that any of these people belong or belonged to, with all their members.
 * Other groups are left out: their members count where they live, and nowhere else.
 */
export async function collectivesOf(
  ctx: Ctx,
  people: readonly string[],
): Promise<LoadedCollective[]> {
  const { rows } = await sql<MembershipRow>`
    with mine as materialized (
      select distinct shard, collective from people.v_membership
      where person = any(${people}::uuid[]))
    select c.shard as home, c.id, c.kind, c.unit, c.from_date as "from", c.to_date as "to",
      m.person_shard as shard, m.person, m.role = 'head' as head, m.from_date as "memberFrom",
      m.to_date as "memberTo"
    from mine
    join people.v_collective c on c.shard = mine.shard and c.id = mine.collective
      and c.kind in ('family', 'clan')
    join people.v_membership m on m.shard = mine.shard and m.collective = mine.collective
  `.execute(ctx.db);
  const members = new Map(rows.map((r) => [r.person, r]));
  const facts = new Map((await loadFacts(ctx, [...members.values()])).map((f) => [f.person, f]));
  return [...Map.groupBy(rows, (r) => r.id).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { home: shard, id, kind, unit, from, to } = first;
    return [{ shard, id, kind, unit, from, to, members: group.flatMap((r) => memberOf(r, facts)) }];
  });
}

function memberOf(row: MembershipRow, facts: ReadonlyMap<string, PersonRow>): MemberFacts[] {
  const known = facts.get(row.person);
  if (!known || known.merged) return [];
  const { head, memberFrom: from, memberTo: to } = row;
  return [{ ...known, head, from, to }];
}

/** The changes in citizens of these villages, month by month, from the tally itself. */
export async function villageFacts(ctx: Ctx, units: readonly string[]): Promise<VillageFacts[]> {
  const { rows } = await sql<VillageFacts>`
    select u.code as unit, u.valid_from as "from",
      coalesce(json_agg(json_build_object('month', t.month, 'citizens', t.citizens,
        'reached', t.reached)) filter (where t.month is not null), '[]') as months
    from units.v_unit u
    left join (
      select unit, month,
        coalesce(sum(n) filter (where indicator = 'citizens'), 0) as citizens,
        coalesce(sum(n) filter (where indicator = 'citizens_basic'), 0) as reached
      from standing.tally
      where unit = any(${units}::text[]) and slice = ''
        and indicator in ('citizens', 'citizens_basic')
      group by unit, month) t on t.unit = u.code
    where u.code = any(${units}::text[]) and u.level = 'village'
    group by u.code, u.valid_from
  `.execute(ctx.db);
  return rows;
}
