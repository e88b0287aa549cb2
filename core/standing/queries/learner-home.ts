import { type Ctx, dayOf, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { skills, standards } from '../model.ts';
import { missingFor, neededFor, nextSkill, standardOn } from '../rules.ts';

interface UpcomingSession {
  readonly id: string;
  readonly topic: string;
  readonly place: string;
  readonly heldAt: Date;
  readonly village: string;
  /** The learner is on its list. */
  readonly expected: boolean;
}

/** What a learner sees first: the next thing to learn, what is on nearby, how far they and their family are. */
export interface LearnerHome {
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly sex: string | null;
  /** How they chose to be spoken to. */
  readonly address: string | null;
  readonly unit: string;
  readonly village: string;
  /** Codes of the skills that count so far. */
  readonly counted: string[];
  readonly next: string | null;
  readonly missing: { readonly essential: string[]; readonly others: number };
  readonly needed: number;
  readonly reached: Date | null;
  readonly nearby: UpcomingSession[];
  readonly family: {
    readonly name: string;
    /** Of the members of this age or more, the share that makes the family reach the standard. */
    readonly share: number;
    readonly minAge: number;
    readonly members: Member[];
  } | null;
}

interface Member {
  readonly person: string;
  readonly name: string;
  readonly reached: boolean;
  readonly adult: boolean;
}

interface Row {
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly sex: string | null;
  readonly address: string | null;
  readonly unit: string;
  readonly village: string;
  readonly counted: string[];
  readonly reached: Date | null;
  readonly nearby: (Omit<UpcomingSession, 'heldAt'> & { heldAt: string })[];
  readonly family: {
    name: string;
    members: (Omit<Member, 'adult'> & { birthYear: number })[];
  } | null;
}

/** The signed-in learner's own page. Refuses accounts that speak for no person. */
export async function learnerHome(ctx: Ctx): Promise<LearnerHome> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  const key = ctx.actor.kind === 'account' ? ctx.actor.person : null;
  if (!key) throw new Refusal('forbidden', 'standing.no_person');
  const row = await readHome(ctx, key.person);
  const codes = new Set(row.counted);
  const today = dayOf(ctx.now);
  const year = Number(today.slice(0, 4));
  const rule = standardOn(today, standards);
  return {
    ...row,
    next: nextSkill(codes, skills)?.code ?? null,
    missing: missingFor(codes, skills, rule),
    needed: neededFor(skills, rule),
    nearby: row.nearby.map((s) => ({ ...s, heldAt: new Date(s.heldAt) })),
    family: row.family && {
      name: row.family.name,
      share: rule.family.share,
      minAge: rule.citizen.minAge,
      members: row.family.members.map(({ birthYear, ...m }) => ({
        ...m,
        adult: year - birthYear >= rule.citizen.minAge,
      })),
    },
  };
}

/** From an hour ago, because people come late. */
function hoursFrom({ now }: Ctx, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000);
}

async function readHome(ctx: Ctx, person: string): Promise<Row> {
  const { rows } = await sql<Row>`
    select p.id as person, p.name, p.birth_year as "birthYear", f.sex, p.address, r.unit, u.name as village,
      s.reached, coalesce((select json_agg(k ->> 'skill') from json_array_elements(s.skills) k),
        '[]') as counted,
      coalesce((select json_agg(n) from (
        select e.id, e.topic, e.place, e.held_at as "heldAt", eu.name as village,
          exists (select 1 from learning.v_attendance a
            where a.session = e.id and a.person = p.id) as expected
        from learning.v_session e join units.v_unit eu on eu.code = e.unit
        where e.held_at between ${hoursFrom(ctx, -1)} and ${hoursFrom(ctx, 7 * 24)}
          and eu.parent = u.parent
        order by e.held_at limit 5) n), '[]') as nearby,
      (select json_build_object('name', c.name, 'members', json_agg(json_build_object(
          'person', o.id, 'name', o.name, 'birthYear', o.birth_year,
          'reached', os.reached is not null) order by om.role, o.birth_year))
        from people.v_membership m
        join people.v_collective c on c.shard = m.shard and c.id = m.collective
          and c.kind = 'family'
        join people.v_membership om on om.shard = c.shard and om.collective = c.id
          and om.to_date is null
        join people.v_person o on o.shard = om.person_shard and o.id = om.person
        left join standing.person os on os.shard = o.shard and os.person = o.id
        where m.person = p.id and m.to_date is null
        group by c.id, c.name limit 1) as family
    from people.v_person p
    join people.v_person_fact f on f.shard = p.shard and f.id = p.id
    join people.v_residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join units.v_unit u on u.code = r.unit
    left join standing.person s on s.shard = p.shard and s.person = p.id
    where p.id = coalesce((select m.kept from people.v_merged m where m.person = ${person}::uuid),
      ${person}::uuid)
  `.execute(ctx.db);
  const row = rows[0];
  if (!row) throw new Refusal('missing', 'people.unknown_person');
  return row;
}
