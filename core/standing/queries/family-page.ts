import { authorise, isAllowed } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { skills, standards } from '../model.ts';
import { missingFor, neededFor, nextSkill, shareReached, standardOn } from '../rules.ts';
import { uuidOrNull } from './uuid-or-null.ts';

export interface FamilyMember {
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly head: boolean;
  readonly self: boolean;
  /** Of the age of the standard: only these are counted. */
  readonly adult: boolean;
  readonly reached: boolean;
  /** For officers of the place, and of oneself: what counts and what is lacking. Others of the
   * family see only whether it is enough. */
  readonly detail: {
    readonly counted: readonly string[];
    readonly missing: { readonly essential: readonly string[]; readonly others: number };
    readonly next: string | null;
  } | null;
}

/** Who can help: somebody of the family, who taught them last, or who offered to help nearby. */
export interface FamilyHelper {
  readonly how: 'family' | 'instructor' | 'volunteer';
  readonly name: string;
  /** The helper reads this page. */
  readonly self: boolean;
}

export interface FamilyPage {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly village: string;
  /** Share of members of at least `minAge` that is needed. */
  readonly share: number;
  readonly minAge: number;
  readonly needed: number;
  readonly reached: boolean;
  /** Members of the age of the standard, those who have reached it, and how many more must. */
  readonly adults: number;
  readonly able: number;
  readonly lacking: number;
  readonly members: FamilyMember[];
  /** The member for whom the least is lacking, and who can help; null once all have reached it. */
  readonly next: { readonly member: FamilyMember; readonly helper: FamilyHelper | null } | null;
  readonly officer: boolean;
}

interface MemberRow {
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly head: boolean;
  readonly reached: boolean;
  readonly counted: string[];
  readonly taughtBy: string | null;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly village: string;
  readonly members: MemberRow[];
  readonly volunteer: string | null;
}

/** The reader's own family; null when they are written into none. */
export async function ownFamily(ctx: Ctx): Promise<FamilyPage | null> {
  const self = ownPerson(ctx);
  const { rows } = await sql<{ id: string }>`
    select c.id from people.v_membership m
    join people.v_collective c on c.shard = m.shard and c.id = m.collective
      and c.kind = 'family' and c.to_date is null
    where m.person = ${self}::uuid and m.to_date is null limit 1
  `.execute(ctx.db);
  return rows[0] ? familyPage(ctx, rows[0].id) : null;
}

/**
 * A family: who has reached the standard, what one more step would be, and who can help. For its
 * own members, who see of each other only whether it is enough; and for those who may see people
 * by name there, with the skills.
 * @throws Refusal `missing` people.unknown_collective, `forbidden` accounts.not_allowed
 */
export async function familyPage(ctx: Ctx, id: string): Promise<FamilyPage> {
  const row = await readFamily(ctx, id);
  if (!row) throw new Refusal('missing', 'people.unknown_collective');
  const self = ctx.actor.kind === 'account' ? (ctx.actor.person?.person ?? null) : null;
  const officer = await isAllowed(ctx, 'people.see', row.unit);
  const inside = row.members.some(({ person }) => person === self);
  if (!inside && !officer) await authorise(ctx, 'people.see', row.unit);
  return judged(row, { self, officer, today: dayOf(ctx.now) });
}

function ownPerson(ctx: Ctx): string {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  const own = ctx.actor.kind === 'account' ? ctx.actor.person : null;
  if (!own) throw new Refusal('forbidden', 'standing.no_person');
  return own.person;
}

interface Reader {
  readonly self: string | null;
  readonly officer: boolean;
  readonly today: string;
}

function judged(row: Row, { self, officer, today }: Reader): FamilyPage {
  const rule = standardOn(today, standards);
  const minAge = rule.citizen.minAge;
  const known = row.members.map((one) => {
    const codes = new Set(one.counted);
    const missing = missingFor(codes, skills, rule);
    const { person, name, birthYear, head, reached } = one;
    const adult = Number(today.slice(0, 4)) - birthYear >= minAge;
    const detail = { counted: one.counted, missing, next: nextSkill(codes, skills)?.code ?? null };
    const seen = officer || person === self;
    const self_ = person === self;
    const member = { person, name, birthYear, head, reached, adult, self: self_ };
    return {
      member: { ...member, detail: seen ? detail : null },
      steps: missing.essential.length + missing.others,
      taughtBy: one.taughtBy,
    };
  });
  const adults = known.filter(({ member }) => member.adult);
  const able = adults.filter(({ member }) => member.reached);
  const wanted = Math.max(rule.family.minMembers, Math.ceil(adults.length * rule.family.share));
  const [near] = adults
    .filter(({ member }) => !member.reached)
    .sort((a, b) => a.steps - b.steps || (a.member.person < b.member.person ? -1 : 1));
  const { id, name, unit, village } = row;
  return {
    ...{ id, name, unit, village, minAge, officer },
    share: rule.family.share,
    needed: neededFor(skills, rule),
    reached: shareReached({ members: adults.length, reached: able.length }, rule.family),
    adults: adults.length,
    able: able.length,
    lacking: Math.max(0, wanted - able.length),
    members: known.map(({ member }) => member),
    next: near
      ? {
          member: near.member,
          helper: helperOf(
            near,
            able.map((one) => one.member),
            row.volunteer,
          ),
        }
      : null,
  };
}

function helperOf(
  { taughtBy }: { taughtBy: string | null },
  able: readonly FamilyMember[],
  volunteer: string | null,
): FamilyHelper | null {
  const own = able[0];
  if (own) return { how: 'family', name: own.name, self: own.self };
  if (taughtBy) return { how: 'instructor', name: taughtBy, self: false };
  return volunteer ? { how: 'volunteer', name: volunteer, self: false } : null;
}

async function readFamily(ctx: Ctx, id: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    with home as (
      select c.shard, c.id, c.name, coalesce((select r.unit from people.v_membership h
          join people.v_residence r on r.shard = h.person_shard and r.person = h.person
            and r.to_date is null
          where h.shard = c.shard and h.collective = c.id and h.role = 'head'
            and h.to_date is null limit 1), c.unit) as unit
      from people.v_collective c
      where c.id = ${uuidOrNull(id)} and c.kind = 'family' and c.to_date is null)
    select f.id, f.name, f.unit, u.name as village,
      coalesce((select json_agg(json_build_object('person', p.id, 'name', p.name,
          'birthYear', p.birth_year, 'head', m.role = 'head', 'reached', s.reached is not null,
          'counted', coalesce((select json_agg(k ->> 'skill')
            from json_array_elements(s.skills) k), '[]'),
          'taughtBy', (select i.name from learning.v_attendance a
            join learning.v_session e on e.shard = a.shard and e.id = a.session
            join accounts.v_account i on i.id = e.instructor
            where a.person = p.id and a.present order by e.held_at desc limit 1))
          order by m.role, p.birth_year, p.id)
        from people.v_membership m
        join people.v_person p on p.shard = m.person_shard and p.id = m.person and p.died is null
        left join standing.person s on s.shard = p.shard and s.person = p.id
        where m.shard = f.shard and m.collective = f.id and m.to_date is null), '[]') as members,
      (select p.name from people.v_volunteer v
        join people.v_person p on p.shard = v.shard and p.id = v.person and p.died is null
        where f.unit = any(v.places) and v.to_date is null
          and not exists (select 1 from people.v_merged g where g.person = v.person)
          and not exists (
          select 1 from people.v_membership m where m.shard = f.shard and m.collective = f.id
            and m.person = v.person and m.to_date is null)
        order by v.from_date, p.id limit 1) as volunteer
    from home f join units.v_unit u on u.code = f.unit
  `.execute(ctx.db);
  return rows[0];
}
