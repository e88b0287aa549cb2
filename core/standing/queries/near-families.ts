import { authorise, isAllowed } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { type Standard, skills, standards } from '../model.ts';
import { missingFor, neededFor, nextSkill, standardOn } from '../rules.ts';

/** One step is one person with at most this many skills to go: a few evenings. */
const STEP_SKILLS = 3;

/** A family that needs one more person, and the person who is nearest. */
export interface NearFamily {
  readonly family: string;
  /** Null for readers who may not see people there; so is the person's. */
  readonly name: string | null;
  readonly village: string;
  readonly villageEn: string;
  readonly person: string;
  readonly personName: string | null;
  readonly missing: { readonly essential: readonly string[]; readonly others: number };
  /** How many skills are missing in all: 1 to 3. */
  readonly steps: number;
  /** The skill to learn next. */
  readonly next: string | null;
}

export interface NearFamilies {
  readonly path: Unit[];
  readonly unit: Unit;
  /** The fewest skills to go first, then by village. */
  readonly families: NearFamily[];
}

/**
 * Families of a village or commune that reach the standard as soon as one more of them does, where
 * somebody has at most three skills to go. For those who may see learning there; names for those
 * who may see people.
 * @throws Refusal `invalid` standing.near_level above the commune
 */
export async function nearFamilies(ctx: Ctx, unit: string): Promise<NearFamilies> {
  await authorise(ctx, 'learning.see', unit);
  const [path, named] = await Promise.all([
    unitPath(ctx, unit),
    isAllowed(ctx, 'people.see', unit),
  ]);
  const here = path.at(-1) as Unit;
  if (here.level !== 'village' && here.level !== 'commune')
    throw new Refusal('invalid', 'standing.near_level');
  const rule = standardOn(dayOf(ctx.now), standards);
  const rows = await readNear(ctx, unit, rule);
  const families = rows
    .flatMap((row) => nearestOf(row, { rule, named }))
    .sort((a, b) => a.steps - b.steps);
  return { path, unit: here, families };
}

interface Row {
  readonly family: string;
  readonly name: string;
  readonly village: string;
  readonly villageEn: string;
  readonly members: readonly { person: string; name: string; counted: readonly string[] }[];
}

function nearestOf(row: Row, { rule, named }: { rule: Standard; named: boolean }): NearFamily[] {
  const able = row.members.map(({ person, name, counted }) => {
    const codes = new Set(counted);
    const missing = missingFor(codes, skills, rule);
    const steps = missing.essential.length + missing.others;
    return { person, name, missing, steps, next: nextSkill(codes, skills)?.code ?? null };
  });
  const [near] = able.sort((a, b) => a.steps - b.steps || (a.person < b.person ? -1 : 1));
  if (!near || near.steps > STEP_SKILLS) return [];
  const { family, village, villageEn } = row;
  const { name, ...person } = near;
  const names = { name: named ? row.name : null, personName: named ? name : null };
  return [{ family, village, villageEn, ...person, ...names }];
}

/**
 * From the people who have nearly all skills to their families: so what is read grows with those
 * who are near, not with those who live there.
 */
async function readNear(ctx: Ctx, unit: string, rule: Standard): Promise<Row[]> {
  const least = neededFor(skills, rule) - STEP_SKILLS;
  const born = Number(dayOf(ctx.now).slice(0, 4)) - rule.citizen.minAge;
  const { share, minMembers } = rule.family;
  const { rows } = await sql<Row>`
    with village as materialized (
      select a.unit from units.v_ancestry a where a.ancestor = ${unit} and a.valid_to is null),
    ready as materialized (
      select m.shard, m.collective, s.person, s.skills
      from people.v_residence r
      join standing.person s on s.shard = r.shard and s.person = r.person and s.reached is null
        and json_array_length(s.skills) >= ${least}
      join people.v_membership m on m.person_shard = s.shard and m.person = s.person
        and m.to_date is null
      where r.to_date is null and r.unit in (select unit from village)),
    family as (
      select c.shard, c.id, c.name, c.unit, count(*) as adults, count(s.reached) as able,
        (array_agg(p.id) filter (where m.role = 'head'))[1] as head,
        json_agg(json_build_object('person', p.id, 'name', p.name, 'counted',
          (select json_agg(k ->> 'skill') from json_array_elements(y.skills) k)))
          filter (where y.person is not null) as members
      from (select distinct shard, collective from ready) f
      join people.v_collective c on c.shard = f.shard and c.id = f.collective
        and c.kind = 'family' and c.to_date is null
      join people.v_membership m on m.shard = c.shard and m.collective = c.id
        and m.to_date is null
      join people.v_person p on p.shard = m.person_shard and p.id = m.person
        and p.died is null and p.birth_year <= ${born}
      left join standing.person s on s.shard = p.shard and s.person = p.id
      left join ready y on y.shard = c.shard and y.collective = c.id and y.person = p.id
      group by c.shard, c.id, c.name, c.unit)
    select f.id as family, f.name, u.name as village, u.name_en as "villageEn", f.members
    from family f
    left join people.v_residence h on h.person = f.head and h.to_date is null
    join units.v_unit u on u.code = coalesce(h.unit, f.unit)
    where f.able + 1 = greatest(${minMembers}::int, ceil(f.adults * ${share}::float8))
      and f.members is not null and u.code in (select unit from village)
    order by u.position, f.name collate "vi-VN-x-icu", f.id
  `.execute(ctx.db);
  return rows;
}
