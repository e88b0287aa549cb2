import { type Ctx, type Month, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { type PersonSource, personSource } from './person-source.ts';

/** Figures in which one person can be counted, in the order they are told. */
const personFigures = ['citizens_basic', 'skills_shown', 'learners', 'habit'] as const;

/** A figure that a person is part of: in which month, at which place. */
export interface CountedAt {
  readonly month: Month;
  readonly figure: (typeof personFigures)[number];
  /** Name of the place; it is counted at every unit above it too. */
  readonly place: string;
  readonly n: number;
}

export interface OwnRecord extends PersonSource {
  readonly birthYear: number;
  readonly sex: string | null;
  readonly countedAt: CountedAt[];
}

/**
 * The signed-in person's own record: every act, and where acts counted, as figures hold it.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` standing.no_person
 */
export async function ownRecord(ctx: Ctx): Promise<OwnRecord> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  const own = ctx.actor.kind === 'account' ? ctx.actor.person : null;
  if (!own) throw new Refusal('forbidden', 'standing.no_person');
  const [source, { rows }] = await Promise.all([
    personSource(ctx, own.person),
    sql<Pick<OwnRecord, 'birthYear' | 'sex' | 'countedAt'>>`
      select f.birth_year as "birthYear", f.sex,
        coalesce((select json_agg(json_build_object('month', c.month, 'figure', c.indicator,
            'place', u.name, 'n', c.n)
            order by c.month desc, array_position(${[...personFigures]}::text[], c.indicator), u.code)
          from standing.v_contribution c join units.v_unit u on u.code = c.unit
          where c.shard = f.shard and c.subject = f.id::text and c.slice = '' and c.n > 0
            and c.indicator = any(${[...personFigures]}::text[])), '[]') as "countedAt"
      from people.v_person_fact f where f.id = coalesce((select m.kept from people.v_merged m
        where m.person = ${own.person}::uuid), ${own.person}::uuid)
    `.execute(ctx.db),
  ]);
  const facts = rows[0];
  if (!facts) throw new Refusal('missing', 'people.unknown_person');
  return { ...source, ...facts };
}
