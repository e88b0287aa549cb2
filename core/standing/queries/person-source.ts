import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { skills, standards } from '../model.ts';
import { type CountedSkill, missingFor, standardOn } from '../rules.ts';

/** An act of a person, for showing where it counted. */
export interface ActRow {
  readonly statement: string;
  readonly verb: string;
  readonly object: string;
  readonly grade: string | null;
  readonly at: Date;
  /** The session it happened in, if any. */
  readonly session: string | null;
  readonly topic: string | null;
}

/** What a person can do, and each act behind it. */
export interface PersonSource {
  readonly person: string;
  readonly name: string | null;
  readonly path: Unit[];
  readonly reached: Date | null;
  readonly via: string | null;
  readonly counted: readonly CountedSkill[];
  readonly missing: { readonly essential: string[]; readonly others: number };
  /** Newest first, at most 200. */
  readonly acts: ActRow[];
}

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly reached: Date | null;
  readonly via: string | null;
  readonly counted: CountedSkill[];
}

/**
 * The acts behind one person's standing. Their own, or within a reader's `record.see`;
 * the name only for those who may see people there.
 */
export async function personSource(ctx: Ctx, person: string): Promise<PersonSource> {
  const { rows } = await sql<Row>`
    select p.name, r.unit, s.reached, s.via, coalesce(s.skills, '[]') as counted
    from people.v_person p
    join people.v_residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    left join standing.person s on s.shard = p.shard and s.person = p.id
    where p.id = ${person}::uuid
  `.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal('missing', 'people.unknown_person');
  const self = ctx.actor.kind === 'account' && ctx.actor.person?.person === person;
  if (!self) await authorise(ctx, 'record.see', found.unit);
  const named = self || (await seesNames(ctx, found.unit));
  const codes = new Set(found.counted.map((c) => c.skill));
  return {
    person,
    name: named ? found.name : null,
    path: await unitPath(ctx, found.unit),
    reached: found.reached,
    via: found.via,
    counted: found.counted,
    missing: missingFor(codes, skills, standardOn(ctx.now.toISOString().slice(0, 10), standards)),
    acts: await actsOf(ctx, person),
  };
}

function seesNames(ctx: Ctx, unit: string): Promise<boolean> {
  return authorise(ctx, 'people.see', unit).then(
    () => true,
    () => false,
  );
}

async function actsOf(ctx: Ctx, person: string): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select a.id as statement, a.verb, a.object, a.grade, a.happened as at, s.id as session, s.topic
    from record.v_act a
    left join learning.v_session s on s.id = a.registration
    where a.person = ${person}::uuid
    order by a.happened desc, a.id desc limit 200
  `.execute(ctx.db);
  return rows;
}
