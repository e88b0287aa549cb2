import { authorise, scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { skills, standards } from '../model.ts';
import { neededFor, standardOn } from '../rules.ts';
import { holds } from './holds.ts';
import { uuidOrNull } from './uuid-or-null.ts';

/** A member, with what they have reached. */
export interface CollectiveMember {
  readonly person: string;
  /** Null where the reader may not see people by name. */
  readonly name: string | null;
  /** Of the age of the standard: only these are counted. */
  readonly adult: boolean;
  readonly reached: Date | null;
  readonly skills: number;
}

/** Who makes a family or clan count, and who is still on the way. */
export interface CollectiveSource {
  readonly id: string;
  readonly kind: 'family' | 'clan';
  readonly name: string | null;
  readonly path: Unit[];
  /** Share of members (of the age of the standard) that is needed, and the fewest members. */
  readonly share: number;
  readonly minMembers: number;
  /** How many skills the standard asks of each. */
  readonly needed: number;
  readonly members: CollectiveMember[];
}

interface Row {
  readonly id: string;
  readonly kind: 'family' | 'clan';
  readonly name: string;
  readonly unit: string;
  readonly members: {
    person: string;
    name: string | null;
    birthYear: number;
    reached: string | null;
    skills: number;
  }[];
}

/** The members of a family or clan with what each has reached. */
export async function collectiveSource(ctx: Ctx, id: string): Promise<CollectiveSource> {
  const found = await readCollective(ctx, id);
  if (!found) throw new Refusal('missing', 'people.unknown_collective');
  await authorise(ctx, 'record.see', found.unit);
  const [path, named] = await Promise.all([
    unitPath(ctx, found.unit),
    holds(ctx, 'people.see', found.unit),
  ]);
  const today = dayOf(ctx.now);
  const rule = standardOn(today, standards);
  const { share, minMembers } = rule[found.kind];
  const members = found.members.map(({ birthYear, reached, ...member }) => ({
    ...member,
    adult: Number(today.slice(0, 4)) - birthYear >= rule.citizen.minAge,
    reached: reached === null ? null : new Date(reached),
  }));
  const needed = neededFor(skills, rule);
  const name = named ? found.name : null;
  return { id: found.id, kind: found.kind, name, path, share, minMembers, needed, members };
}

/** Members of a clan may live where the reader sees nobody by name: then these have none. */
async function readCollective(ctx: Ctx, id: string): Promise<Row | undefined> {
  const scope = scopeUnits(ctx.actor, 'people.see');
  const { rows } = await sql<Row>`
    select c.id, c.kind, c.name, c.unit,
      json_agg(json_build_object('person', p.id, 'birthYear', p.birth_year,
        'name', case when exists (select 1 from people.v_residence r
            join units.v_ancestry a on a.unit = r.unit and a.valid_to is null
            where r.shard = p.shard and r.person = p.id and r.to_date is null
              and a.ancestor = any(${scope}::text[])) then p.name end,
        'reached', s.reached, 'skills', coalesce(json_array_length(s.skills), 0))
        order by m.role, p.birth_year, p.id) as members
    from people.v_collective c
    join people.v_membership m on m.shard = c.shard and m.collective = c.id and m.to_date is null
    join people.v_person p on p.shard = m.person_shard and p.id = m.person and p.died is null
    left join standing.person s on s.shard = p.shard and s.person = p.id
    where c.id = ${uuidOrNull(id)} and c.kind in ('family', 'clan')
    group by c.id, c.kind, c.name, c.unit
  `.execute(ctx.db);
  return rows[0];
}
