import { actorOfAccount, authorise, scopeUnits } from '@suotdoi/core/accounts';
import { audit, type Ctx, Refusal } from '@suotdoi/core/ground';
import { ownLessons } from '@suotdoi/core/learning';
import { villagesWithin } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { type Device, deviceBy, learnerOf } from './device.ts';

/** What a phone may know of its holder, to be kept behind the pictures. */
export interface PhoneHome {
  readonly device: string;
  readonly person: string | null;
  readonly name: string;
  readonly birthYear: number | null;
  readonly sex: string | null;
  readonly consent: string | null;
  /** `course:lesson` of the lessons finished, wherever they were learnt. */
  readonly finished: readonly string[];
  /** Of an instructor: where they hold sessions. */
  readonly villages: readonly { readonly code: string; readonly name: string }[];
}

/**
 * What is the holder's own, by the phone's reading key.
 * @throws Refusal `unknown` phones.not_let_in, phones.card_ended
 */
export async function phoneHome(ctx: Ctx, read: string): Promise<PhoneHome> {
  const device = await deviceBy(ctx, { read });
  if (device.ended) throw new Refusal('unknown', 'phones.card_ended');
  const learner = learnerOf(device);
  const account = device.account ? await actorOfAccount(ctx.db, device.account, ctx.now) : null;
  const own = learner ? await ownLessons({ ...ctx, actor: learner }) : null;
  const who = device.person ? await holder(ctx, device) : undefined;
  const scope = account ? scopeUnits(account, 'learning.teach') : [];
  const villages = scope.length > 0 ? await villagesWithin(ctx, scope) : [];
  return {
    device: device.id,
    person: device.person,
    name: who?.name ?? account?.name ?? '',
    birthYear: who?.birthYear ?? null,
    sex: who?.sex ?? null,
    consent: own?.consent ?? null,
    finished: (own?.lessons ?? [])
      .filter(({ finished }) => finished)
      .map(({ course, lesson }) => `${course}:${lesson}`),
    villages: villages.map(({ code, name }) => ({ code, name })),
  };
}

async function holder(ctx: Ctx, { shard, person }: Device) {
  const { rows } = await sql<{ name: string; birthYear: number; sex: string | null }>`
    select p.name, p.birth_year as "birthYear", f.sex
    from people.v_person p
    join people.v_person_fact f on f.shard = p.shard and f.id = p.id
    where p.shard = ${shard} and p.id = ${person}::uuid`.execute(ctx.db);
  return rows[0];
}

/** Somebody an instructor may meet in a village: no more than a session needs. */
export interface RosterRow {
  readonly shard: string;
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly consent: string | null;
}

export interface Roster {
  readonly unit: string;
  readonly village: string;
  readonly people: readonly RosterRow[];
}

/** Largest village that a phone takes along. */
const ROSTER_MAX = 2000;

/**
 * The people of a village, for an instructor's phone that will be without network. Each time is
 * noted in the trail, because names leave this machine.
 * @throws Refusal `unknown` phones.not_let_in, `forbidden` accounts.not_allowed
 */
export async function roster(ctx: Ctx, read: string, unit: string): Promise<Roster> {
  const device = await deviceBy(ctx, { read });
  if (device.ended || !device.account) throw new Refusal('forbidden', 'accounts.not_allowed');
  const actor = await actorOfAccount(ctx.db, device.account, ctx.now);
  await authorise({ ...ctx, actor }, 'learning.teach', unit);
  const { rows } = await sql<RosterRow & { village: string }>`
    select p.shard, p.id as person, p.name, p.birth_year as "birthYear", p.consent,
      u.name as village
    from people.v_residence r
    join people.v_person p on p.shard = r.shard and p.id = r.person
    join units.v_unit u on u.code = r.unit
    where r.unit = ${unit} and r.to_date is null and p.died is null
    order by p.name_order collate "vi-VN-x-icu", p.birth_year, p.id
    limit ${ROSTER_MAX}`.execute(ctx.db);
  await audit({ ...ctx, actor }, 'phones.take_roster', { unit, detail: { people: rows.length } });
  const people = rows.map(({ village: _, ...row }) => row);
  return { unit, village: rows[0]?.village ?? unit, people };
}
