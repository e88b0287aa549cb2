import { scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Weekday } from './choices.ts';

export interface Volunteer {
  readonly shard: string;
  readonly person: string;
  readonly name: string;
  readonly village: string;
  readonly days: Weekday[];
  /** Where they can help. */
  readonly places: { unit: string; name: string }[];
  readonly since: string;
  /** Their account, if they have one: only an account can be given work. */
  readonly account: string | null;
}

/** People who offer to help, living or helping within the reader's `people.see`; at most 100. */
export async function volunteerList(ctx: Ctx): Promise<Volunteer[]> {
  const scope = scopeUnits(ctx.actor, 'people.see');
  const { rows } = await sql<Volunteer>`
    with inside as materialized (select unit from units.v_ancestry
      where valid_to is null and ancestor = any(${scope}::text[]))
    select p.shard, p.id as person, p.name, u.name as village, v.days, v.from_date as since,
      (select json_agg(json_build_object('unit', x.code, 'name', x.name) order by x.position,
        x.code) from units.v_unit x where x.code = any(v.places)) as places,
      (select a.id from accounts.v_account a where a.shard = p.shard and a.person = p.id limit 1)
        as account
    from people.volunteer v
    join people.person p on p.shard = v.shard and p.id = v.person and p.died is null
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join units.v_unit u on u.code = r.unit
    where v.to_date is null and not exists (select 1 from people.merged m where m.person = p.id)
      and (r.unit in (select unit from inside)
        or exists (select 1 from inside i where i.unit = any(v.places)))
    order by p.name_order collate "vi-VN-x-icu", p.id limit 100
  `.execute(ctx.db);
  return rows;
}

/** One's own offer, and the villages it could be about. */
export interface OwnOffer {
  readonly unit: string;
  readonly offer: { days: Weekday[]; places: string[]; since: string } | null;
  readonly villages: { code: string; name: string }[];
}

/** @throws Refusal `unknown` accounts.sign_in_first, `forbidden` people.no_person */
export async function ownOffer(ctx: Ctx): Promise<OwnOffer> {
  const { shard, person } = ownKey(ctx);
  const { rows } = await sql<OwnOffer>`
    select r.unit, (select json_build_object('days', v.days, 'places', v.places,
        'since', v.from_date) from people.volunteer v
      where v.shard = r.shard and v.person = r.person and v.to_date is null) as offer,
      (select json_agg(json_build_object('code', x.code, 'name', x.name) order by x.position,
        x.code) from units.v_unit x where x.parent = u.parent and x.valid_to is null) as villages
    from people.residence r join units.v_unit u on u.code = r.unit
    where r.shard = ${shard} and r.person = ${person}::uuid and r.to_date is null
  `.execute(ctx.db);
  if (!rows[0]) throw new Refusal('missing', 'people.unknown_person');
  return rows[0];
}

/** The person whom the signed-in account speaks for. */
export function ownKey(ctx: Ctx): PersonKey {
  if (ctx.actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  if (!ctx.actor.person) throw new Refusal('forbidden', 'people.no_person');
  return ctx.actor.person;
}
