import { scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { PersonAddress, SignupReason } from './choices.ts';

/** Somebody registered who may be the one who signed up. */
export interface Alike {
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly village: string;
}

export interface WaitingSignup {
  readonly id: string;
  readonly name: string;
  readonly birthYear: number;
  readonly unit: string;
  readonly village: string;
  readonly guardian: string | null;
  readonly created: Date;
  readonly alike: Alike[];
}

const SHOWN = 50;

/**
 * Who signed up and waits, within the reader's `people.register`, the oldest first; at most 50.
 * With each, the people of the commune with the same name and nearly the same year, as far as the
 * reader may see them. `unit`: only those of the same commune as this village.
 */
export async function signupQueue(ctx: Ctx, unit?: string): Promise<WaitingSignup[]> {
  const { rows } = await queueQuery(ctx, { unit: unit ?? null, id: null });
  return rows;
}

/** Those who look like one who signed up. For `confirmSignup`, which has authorised. */
export async function alikeSignups(ctx: Ctx, id: string): Promise<Alike[]> {
  const { rows } = await queueQuery(ctx, { unit: null, id });
  return rows[0]?.alike ?? [];
}

function queueQuery(ctx: Ctx, { unit, id }: { unit: string | null; id: string | null }) {
  const scope = scopeUnits(ctx.actor, 'people.register');
  return sql<WaitingSignup>`
    with inside as materialized (select unit from units.v_ancestry
      where valid_to is null and ancestor = any(${scope}::text[])),
    waiting as (
      select s.id, s.name, s.search, s.birth_year, s.unit, u.name as village, u.parent, s.guardian,
        s.created
      from people.signup s join units.v_unit u on u.code = s.unit
      where s.state = 'waiting' and s.unit in (select unit from inside)
        and (${id}::uuid is null or s.id = ${id}::uuid)
        and (${unit}::text is null or u.parent = (select parent from units.v_unit
          where code = ${unit}))
      order by s.created, s.id limit ${SHOWN})
    select w.id, w.name, w.birth_year as "birthYear", w.unit, w.village, w.guardian, w.created,
      coalesce(json_agg(json_build_object('person', p.id, 'name', p.name,
        'birthYear', p.birth_year, 'village', pu.name) order by r.unit = w.unit desc, p.id)
        filter (where p.id is not null), '[]') as alike
    from waiting w
    left join (people.residence r
      join units.v_unit pu on pu.code = r.unit
      join people.person p on p.shard = r.shard and p.id = r.person)
      on r.to_date is null and pu.parent = w.parent and r.unit in (select unit from inside)
        and p.search = w.search and p.birth_year between w.birth_year - 2 and w.birth_year + 2
        and not exists (select 1 from people.merged m where m.person = p.id)
    group by w.id, w.name, w.birth_year, w.unit, w.village, w.guardian, w.created
    order by w.created, w.id
  `.execute(ctx.db);
}

/** What became of one's own sign-up. */
export interface OwnSignup {
  readonly name: string;
  readonly village: string;
  readonly commune: string;
  readonly state: 'waiting' | 'confirmed' | 'joined' | 'refused';
  readonly reason: SignupReason | null;
  readonly address: PersonAddress | null;
  readonly created: Date;
}

/**
 * The sign-up of the signed-in account; null if it has none.
 * @throws Refusal `unknown` accounts.sign_in_first
 */
export async function ownSignup(ctx: Ctx): Promise<OwnSignup | null> {
  if (ctx.actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  const { rows } = await sql<OwnSignup>`
    select s.name, u.name as village, c.name as commune, s.state, s.reason, s.address, s.created
    from people.signup s
    join units.v_unit u on u.code = s.unit join units.v_unit c on c.code = u.parent
    where s.account = ${ctx.actor.id}
    order by s.created desc limit 1
  `.execute(ctx.db);
  return rows[0] ?? null;
}
