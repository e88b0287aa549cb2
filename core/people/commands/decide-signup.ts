import { authorise, linkPerson } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  dayOf,
  idOf,
  type PersonKey,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { needsGuardian } from '../rules.ts';
import { confirming, joiningSignup, refusing } from '../signup-model.ts';
import { type Alike, alikeSignups } from '../signup-queries.ts';
import { writeConsents, writePeople } from './write-people.ts';

/**
 * Says that the one who signed up is who they say, and new here: a person from today on, with the
 * consent they gave. Said twice, registered once.
 * @throws Refusal `conflict` people.signup_maybe_same {name, year, village} when somebody
 *   registered looks alike and the officer has not said that this is another, people.signup_decided,
 *   `missing` people.unknown_signup, `forbidden` accounts.not_allowed
 */
export async function confirmSignup(ctx: Ctx, input: unknown): Promise<PersonKey> {
  const asked = parse(confirming, input);
  return change(ctx, async (ctx) => {
    const signup = await lockSignup(ctx, asked.id);
    if (signup.person) return signup.person;
    const same = asked.notTheSame ? undefined : (await alikeSignups(ctx, signup.id))[0];
    if (same) throw maybeSame(same);
    const key = { shard: communeOf(signup.unit), person: idOf(signup.id, 'person') };
    await writePeople(ctx, [{ ...signup, id: key.person }], undefined);
    await settle(ctx, signup, { key, state: 'confirmed', answered: false });
    return key;
  });
}

/**
 * Says that the one who signed up is a person who was registered before: nobody is written twice.
 * @throws Refusal `conflict` people.signup_decided, accounts.person_has_account, `missing`
 *   people.unknown_signup, people.unknown_person, `forbidden` accounts.not_allowed
 */
export async function joinSignup(ctx: Ctx, input: unknown): Promise<PersonKey> {
  const asked = parse(joiningSignup, input);
  return change(ctx, async (ctx) => {
    const signup = await lockSignup(ctx, asked.id);
    if (signup.person) return signup.person;
    const { unit, consent, ...key } = await registered(ctx, asked.person);
    await authorise(ctx, 'people.register', unit);
    await settle(ctx, signup, { key, state: 'joined', answered: consent === 'given' });
    return key;
  });
}

/**
 * Says that nobody of this name is meant. They read the reason; name and account are gone later.
 * @throws Refusal `missing` people.unknown_signup, `conflict` people.signup_decided
 */
export async function refuseSignup(ctx: Ctx, input: unknown): Promise<void> {
  const { id, reason } = parse(refusing, input);
  await change(ctx, async (ctx) => {
    const signup = await lockSignup(ctx, id);
    if (signup.person) throw new Refusal('conflict', 'people.signup_decided');
    await decide(ctx, signup, { state: 'refused', reason });
    await audit(ctx, 'people.signup_refused', { unit: signup.unit, subject: id });
  });
}

interface Signup {
  readonly shard: string;
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly birthYear: number;
  readonly address: string | null;
  readonly wording: string;
  readonly guardian: string | null;
  readonly account: string | null;
  readonly state: string;
  readonly created: Date;
  /** Who they turned out to be. */
  readonly person: PersonKey | null;
}

/** Held until the change ends; only for those who register people there. */
async function lockSignup(ctx: Ctx, id: string): Promise<Signup> {
  const { rows } = await sql<Omit<Signup, 'person'> & { personShard: string; person: string }>`
    select shard, id, unit, name, birth_year as "birthYear", address, wording, guardian, account,
      state, created, person_shard as "personShard", person
    from people.signup where id = ${id}::uuid for update
  `.execute(ctx.db);
  const row = rows[0];
  if (!row) throw new Refusal('missing', 'people.unknown_signup');
  await authorise(ctx, 'people.register', row.unit);
  if (row.state === 'refused') throw new Refusal('conflict', 'people.signup_decided');
  const person = row.person ? { shard: row.personShard, person: row.person } : null;
  return { ...row, person };
}

async function registered(
  ctx: Ctx,
  person: string,
): Promise<PersonKey & { unit: string; consent: string | null }> {
  const { rows } = await sql<PersonKey & { unit: string; consent: string | null }>`
    select p.shard, p.id as person, r.unit, v.consent
    from people.person p
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join people.v_person v on v.shard = p.shard and v.id = p.id
    where p.id = coalesce((select kept from people.merged where person = ${person}::uuid),
      ${person}::uuid)
  `.execute(ctx.db);
  if (!rows[0]) throw new Refusal('missing', 'people.unknown_person');
  return rows[0];
}

function maybeSame({ name, birthYear, village }: Alike): Refusal {
  const values = { name, year: birthYear, village };
  return new Refusal('conflict', 'people.signup_maybe_same', { values });
}

interface Settled {
  readonly key: PersonKey;
  readonly state: 'confirmed' | 'joined';
  /** The person has agreed before. */
  readonly answered: boolean;
}

/** What they wrote of themselves becomes the person's: consent, how to be spoken to, the account. */
async function settle(ctx: Ctx, signup: Signup, { key, state, answered }: Settled): Promise<void> {
  const { wording, address, unit, account } = signup;
  const guardian = signup.guardian ?? undefined;
  if (!answered) {
    const child = needsGuardian(signup.birthYear, Number(dayOf(signup.created).slice(0, 4)));
    const asked = { wording, way: 'screen', guardian } as const;
    // They agreed when they signed up, not when somebody looked.
    const then = { ...ctx, now: signup.created };
    await writeConsents(then, [{ ...key, answer: 'given', child }], asked);
  }
  await ctx.db
    .updateTable('people.person')
    .set({ address })
    .where('shard', '=', key.shard)
    .where('id', '=', key.person)
    .execute();
  if (account) await linkPerson(ctx, { account, person: key, unit: communeOf(unit) });
  await decide(ctx, signup, { state, person_shard: key.shard, person: key.person });
  await touchPeople(ctx, [key]);
  await audit(ctx, `people.signup_${state}`, { unit, subject: key.person });
}

async function decide(
  ctx: Ctx,
  { shard, id }: Signup,
  set: { state: string; reason?: string; person_shard?: string; person?: string },
): Promise<void> {
  await ctx.db
    .updateTable('people.signup')
    .set({ ...set, decided: ctx.now, decided_by: actorId(ctx.actor) })
    .where('shard', '=', shard)
    .where('id', '=', id)
    .execute();
}
