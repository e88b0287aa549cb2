import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { skills, standards } from '../model.ts';
import { type CountedSkill, missingFor, neededFor, standardOn } from '../rules.ts';
import { holds } from './holds.ts';
import { uuidOrNull } from './uuid-or-null.ts';

/** An act of a person, for showing where it counted. */
export interface ActRow {
  readonly statement: string;
  readonly verb: string;
  readonly object: string;
  readonly grade: string | null;
  readonly at: Date;
  /** Where it happened, in words; null if the act does not say. */
  readonly place: string | null;
  /** The session it happened in, if any, and who taught there. */
  readonly session: string | null;
  readonly topic: string | null;
  readonly taughtBy: string | null;
  /** The statement that voids it: it counts no more. */
  readonly voidedBy: string | null;
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
  /** How many skills the standard asks for. */
  readonly needed: number;
  /** Newest first, at most 200; those that count are among them. */
  readonly acts: ActRow[];
  /** Whether the reader may open the statements themselves. */
  readonly opens: boolean;
}

const SHOWN = 200;

interface Row {
  readonly person: string;
  readonly name: string;
  readonly unit: string;
  readonly reached: Date | null;
  readonly via: string | null;
  readonly counted: CountedSkill[];
}

/**
 * The acts behind one person's standing. Their own, or within a reader's `record.see`;
 * the name only for those who may see people there. Acts of somebody who was merged into them are
 * among them; asked for that somebody, it is the other's.
 */
export async function personSource(ctx: Ctx, id: string): Promise<PersonSource> {
  const asked = uuidOrNull(id);
  const { rows } = await sql<Row>`
    select p.id as person, p.name, r.unit, s.reached, s.via, coalesce(s.skills, '[]') as counted
    from people.v_person p
    join people.v_residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    left join standing.person s on s.shard = p.shard and s.person = p.id
    where p.id = coalesce((select m.kept from people.v_merged m where m.person = ${asked}::uuid),
      ${asked}::uuid)
  `.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal('missing', 'people.unknown_person');
  const { person } = found;
  const own = ctx.actor.kind === 'account' ? ctx.actor.person?.person : null;
  const self = own === person || (own !== null && own === asked);
  const opens = await holds(ctx, 'record.see', found.unit);
  if (!self && !opens) await authorise(ctx, 'record.see', found.unit);
  const [named, path, acts] = await Promise.all([
    self || holds(ctx, 'people.see', found.unit),
    unitPath(ctx, found.unit),
    actsOf(ctx, person, found.counted),
  ]);
  const codes = new Set(found.counted.map((c) => c.skill));
  const rule = standardOn(dayOf(ctx.now), standards);
  const { reached, via, counted } = found;
  return {
    person,
    name: named ? found.name : null,
    path,
    reached,
    via,
    counted,
    missing: missingFor(codes, skills, rule),
    needed: neededFor(skills, rule),
    acts,
    opens,
  };
}

/** The acts that count whatever their age, and the newest of the others. */
async function actsOf(
  ctx: Ctx,
  person: string,
  counted: readonly CountedSkill[],
): Promise<ActRow[]> {
  const first = counted.map((c) => c.statement);
  const { rows } = await sql<ActRow>`
    with kept as (
      select s.id, s.verb, s.object, s.grade, s.happened, s.unit, s.registration, s.voided_by
      from record.v_statement s
      where s.person = any(array(select ${person}::uuid union all
        select m.person from people.v_merged m where m.kept = ${person}::uuid))
      order by s.id = any(${first}::uuid[]) desc, s.happened desc, s.id desc limit ${SHOWN})
    select k.id as statement, k.verb, k.object, k.grade, k.happened as at, u.name as place,
      e.id as session, e.topic, i.name as "taughtBy", k.voided_by as "voidedBy"
    from kept k
    left join units.v_unit u on u.code = k.unit
    left join learning.v_session e on e.id = k.registration
    left join accounts.v_account i on i.id = e.instructor
    order by k.happened desc, k.id desc
  `.execute(ctx.db);
  return rows;
}
