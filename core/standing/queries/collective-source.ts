import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { standards } from '../model.ts';
import { standardOn } from '../rules.ts';

/** Who makes a family or clan count, and who is still on the way. */
export interface CollectiveSource {
  readonly id: string;
  readonly kind: 'family' | 'clan';
  readonly name: string | null;
  readonly path: Unit[];
  /** Share of members (of the age of the standard) that is needed. */
  readonly share: number;
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
  const { rows } = await sql<CollectiveSource & { unit: string }>`
    select c.id, c.kind, c.name, c.unit,
      json_agg(json_build_object('person', p.id, 'name', p.name, 'birthYear', p.birth_year,
        'reached', s.reached, 'skills', coalesce(jsonb_array_length(s.skills), 0))
        order by m.role, p.birth_year, p.id) as members
    from people.v_collective c
    join people.v_membership m on m.shard = c.shard and m.collective = c.id and m.to_date is null
    join people.v_person p on p.shard = m.person_shard and p.id = m.person
    left join standing.person s on s.shard = p.shard and s.person = p.id
    where c.id = ${id}::uuid
    group by c.id, c.kind, c.name, c.unit
  `.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal('missing', 'people.unknown_collective');
  await authorise(ctx, 'record.see', found.unit);
  const named = await authorise(ctx, 'people.see', found.unit).then(
    () => true,
    () => false,
  );
  const rule = standardOn(ctx.now.toISOString().slice(0, 10), standards)[found.kind];
  return {
    ...found,
    path: await unitPath(ctx, found.unit),
    share: rule.share,
    name: named ? found.name : null,
    members: found.members.map((m) => (named ? m : { ...m, name: null })),
  };
}
