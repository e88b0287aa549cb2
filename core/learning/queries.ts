import { authorise, isAllowed, scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { type Grade, uuid } from './model.ts';

export interface SessionRow {
  readonly id: string;
  readonly unit: string;
  readonly village: string;
  readonly heldAt: Date;
  readonly topic: string;
  readonly place: string;
  readonly instructor: string | null;
  readonly learners: number;
  readonly present: number;
  readonly shownAlone: number;
  /** False while the sheet was never saved: nothing is in the record yet. */
  readonly saved: boolean;
}

/** The latest sessions within the reader's scope, newest first; `unit` narrows. At most 50. */
export async function sessionList(ctx: Ctx, filter: { unit?: string } = {}): Promise<SessionRow[]> {
  const scope = scopeUnits(ctx.actor, 'learning.see');
  const { rows } = await sql<SessionRow>`
    with latest as (
      select s.* from learning.session s
      where s.unit in (select unit from units.v_ancestry
          where valid_to is null and ancestor = any(${scope}::text[]))
        and (${filter.unit ?? null}::text is null or s.unit in (select unit from units.v_ancestry
          where valid_to is null and ancestor = ${filter.unit ?? null}))
      order by s.held_at desc, s.id limit 50)
    select s.id, s.unit, u.name as village, s.held_at as "heldAt", s.topic, s.place,
      i.name as instructor, s.version > 1 as saved,
      coalesce(a.learners, 0)::int as learners, coalesce(a.present, 0)::int as present,
      coalesce(m.shown, 0)::int as "shownAlone"
    from latest s
    join units.v_unit u on u.code = s.unit
    left join accounts.v_account i on i.id = s.instructor
    left join lateral (select count(*) as learners, count(a.statement) as present
      from learning.attendance a where a.shard = s.shard and a.session = s.id) a on true
    left join lateral (select count(*) as shown from learning.mark m
      where m.shard = s.shard and m.session = s.id and m.grade = 'alone') m on true
    order by s.held_at desc, s.id
  `.execute(ctx.db);
  return rows;
}

export interface SheetLearner {
  readonly shard: string;
  readonly person: string;
  /** These three are null for readers who may not see people by name. */
  readonly name: string | null;
  readonly birthYear: number | null;
  readonly village: string | null;
  /** They agreed that their acts are recorded, and did not withdraw. */
  readonly agreed: boolean;
  readonly present: boolean;
  readonly marks: Readonly<Record<string, Grade>>;
}

export interface SessionSheet {
  readonly id: string;
  readonly shard: string;
  readonly version: number;
  readonly unit: string;
  readonly village: string;
  readonly commune: string;
  readonly communeCode: string;
  readonly heldAt: Date;
  readonly minutes: number;
  readonly topic: string;
  readonly place: string;
  readonly skills: readonly string[];
  readonly sharedDevice: boolean;
  readonly instructor: string | null;
  /** Who helps beside the instructor; null for readers who may not see people by name. */
  readonly witness: string | null;
  /** The reader may fill in and correct the sheet. */
  readonly mayFill: boolean;
  readonly learners: readonly SheetLearner[];
}

/** One session with its sheet as it now stands. Names only for those who may see people. */
export async function sessionSheet(ctx: Ctx, id: string): Promise<SessionSheet> {
  const found = uuid.safeParse(id).success ? await readSheet(ctx, id) : undefined;
  if (!found) throw new Refusal('missing', 'learning.unknown_session');
  await authorise(ctx, 'learning.see', found.unit);
  const mayFill = await isAllowed(ctx, 'learning.teach', found.unit);
  if (await isAllowed(ctx, 'people.see', found.unit)) return { ...found, mayFill };
  const unnamed = { name: null, birthYear: null, village: null };
  return {
    ...found,
    mayFill,
    witness: null,
    learners: found.learners.map((l) => ({ ...l, ...unnamed })),
  };
}

async function readSheet(ctx: Ctx, id: string): Promise<SessionSheet | undefined> {
  const { rows } = await sql<SessionSheet>`
    select s.id, s.shard, s.version, s.unit, u.name as village, c.name as commune,
      c.code as "communeCode", s.held_at as "heldAt", s.minutes, s.topic, s.place, s.skills,
      s.shared_device as "sharedDevice", i.name as instructor, s.witness,
      coalesce((select json_agg(json_build_object('shard', a.person_shard, 'person', a.person,
          'name', p.name, 'birthYear', p.birth_year, 'village', v.name, 'present', a.present,
          'agreed', coalesce(p.consent = 'given', false),
          'marks', coalesce((select json_object_agg(m.skill, m.grade) from learning.mark m
            where m.shard = s.shard and m.session = s.id and m.person = a.person), '{}'))
          order by a.position)
        from learning.attendance a
        join people.v_person p on p.shard = a.person_shard and p.id = a.person
        join people.v_residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
        join units.v_unit v on v.code = r.unit
        where a.shard = s.shard and a.session = s.id), '[]') as learners
    from learning.session s
    join units.v_unit u on u.code = s.unit
    join units.v_unit c on c.code = u.parent
    left join accounts.v_account i on i.id = s.instructor
    where s.id = ${id}::uuid
  `.execute(ctx.db);
  return rows[0];
}
