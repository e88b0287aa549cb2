import type { Ctx, PersonKey } from '@suotdoi/core/ground';
import { skillActivity, skillOf } from '@suotdoi/core/record/model';
import { sql } from 'kysely';
import type { CollectiveFacts, PersonFacts, VillageFacts } from '../contributions.ts';
import { skillByCode } from '../model.ts';
import type { SkillAct } from '../rules.ts';

export interface FoldedPerson extends PersonKey {
  readonly facts: PersonFacts;
  readonly acts: readonly SkillAct[];
  /** All live acts, of skills or not. */
  readonly actCount: number;
  readonly lastAct: string | null;
}

interface PersonRow extends PersonKey, PersonFacts {}

/** Everything that the standing of these people depends on: two reads, whatever their number. */
export async function loadPeople(ctx: Ctx, keys: readonly PersonKey[]): Promise<FoldedPerson[]> {
  const ids = keys.map((k) => k.person);
  const people = await sql<PersonRow>`
    select p.shard, p.id as person, p.birth_year as "birthYear", p.died,
      coalesce(json_agg(json_build_object('unit', r.unit, 'from', r.from_date, 'to', r.to_date)
        order by r.from_date) filter (where r.unit is not null), '[]') as stays
    from people.v_person_fact p
    left join people.v_residence r on r.shard = p.shard and r.person = p.id
    where p.id = any(${ids}::uuid[])
    group by p.shard, p.id, p.birth_year, p.died
  `.execute(ctx.db);
  const acts = await loadActs(ctx, ids);
  return people.rows.map(({ shard, person, birthYear, died, stays }) => ({
    shard,
    person,
    facts: { birthYear, died, stays },
    ...(acts.get(person) ?? { acts: [], actCount: 0, lastAct: null }),
  }));
}

type Acts = Pick<FoldedPerson, 'acts' | 'actCount' | 'lastAct'>;

/** One row a person: skill acts as a compact array, so that few bytes cross the wire. */
async function loadActs(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Acts>> {
  const prefix = skillActivity('');
  const { rows } = await sql<{
    person: string;
    n: number;
    last: Date;
    acts: [string, string, string, Date, string | null][];
  }>`
    select s.person, count(*)::int as n, max(s.happened) as last,
      coalesce(json_agg(json_build_array(s.id, s.object, s.grade, s.happened, s.unit))
        filter (where s.grade is not null and s.object like ${`${prefix}%`}), '[]') as acts
    from record.v_act s
    where s.person = any(${ids}::uuid[])
    group by s.person
  `.execute(ctx.db);
  return new Map(
    rows.map(({ person, n, last, acts }) => [
      person,
      {
        actCount: n,
        lastAct: last.toISOString(),
        acts: acts.flatMap(([statement, object, grade, at, unit]) => {
          const code = skillOf(object);
          if (!code || !skillByCode.has(code)) return [];
          return [{ statement, skill: code, grade, at: new Date(at).toISOString(), unit }];
        }),
      },
    ]),
  );
}

export interface LoadedCollective extends CollectiveFacts {
  readonly shard: string;
  readonly id: string;
}

/** The families and clans that any of these people belong or belonged to, with all their members. */
export async function collectivesOf(
  ctx: Ctx,
  people: readonly string[],
): Promise<LoadedCollective[]> {
  const { rows } = await sql<LoadedCollective>`
    select c.shard, c.id, c.kind, c.unit, c.from_date as "from", c.to_date as "to",
      json_agg(json_build_object('head', m.role = 'head', 'from', m.from_date, 'to', m.to_date,
        'birthYear', p.birth_year, 'died', p.died, 'reachedAt', s.reached,
        'stays', (select json_agg(json_build_object('unit', r.unit, 'from', r.from_date,
            'to', r.to_date) order by r.from_date)
          from people.v_residence r where r.shard = p.shard and r.person = p.id))) as members
    from people.v_collective c
    join people.v_membership m on m.shard = c.shard and m.collective = c.id
    join people.v_person_fact p on p.shard = m.person_shard and p.id = m.person
    left join standing.person s on s.shard = p.shard and s.person = p.id
    where c.id in (select collective from people.v_membership
      where person = any(${people}::uuid[]))
    group by c.shard, c.id, c.kind, c.unit, c.from_date, c.to_date
  `.execute(ctx.db);
  return rows;
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
