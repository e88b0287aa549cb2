import { dropOwnAccount, makeOwnAccount } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  dayOf,
  foldText,
  parse,
  Refusal,
  sha256,
} from '@suotdoi/core/ground';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { birthYearIsPossible, needsGuardian } from '../rules.ts';
import { newSignup } from '../signup-model.ts';

/** A whole village may share one address; nobody writes more names than this in an hour. */
export const SIGNUPS_AN_HOUR = 30;
/** Refused ones are forgotten, with name and account, after so many days. */
const REFUSED_DAYS = 30;

/**
 * Somebody writes their own name: they get an account without any role and wait for an officer,
 * or for the instructor of a session, to say who they are. Nothing counts until then.
 * Not inside a transaction: a refused try must stay counted. Sent twice, they stand once.
 * @returns the username made for them, the same when the form was sent before
 * @throws Refusal `too_many` people.signup_too_many, `invalid` with a fault for each field
 */
export async function signUp(ctx: Ctx, input: unknown): Promise<{ username: string }> {
  const asked = parse(newSignup, input);
  refuseFaults(ctx, asked);
  await countSignup(ctx, asked.from);
  return change(ctx, async (ctx) => {
    await refuseUnknownVillage(ctx, asked.unit);
    await forgetRefused(ctx);
    const key = { shard: communeOf(asked.unit), id: asked.id };
    const { name, birthYear, address } = asked;
    const written = await ctx.db
      .insertInto('people.signup')
      .values({
        ...key,
        ...{ unit: asked.unit, name, search: foldText(name), birth_year: birthYear, address },
        wording: asked.consent.wording,
        guardian: asked.consent.guardian ?? null,
        state: 'waiting',
        created: ctx.now,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 0n) return usernameOf(ctx, key);
    const { account, username } = await makeOwnAccount(ctx, asked);
    await ctx.db
      .updateTable('people.signup')
      .set({ account })
      .where('shard', '=', key.shard)
      .where('id', '=', key.id)
      .execute();
    await audit(ctx, 'people.sign_up', { unit: asked.unit, subject: asked.id });
    return { username };
  });
}

/**
 * The one who signed up takes it back while it waits: name and account are gone.
 * @throws Refusal `unknown` accounts.sign_in_first, `missing` people.unknown_signup
 */
export async function takeBackSignup(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  const account = actorId(ctx.actor);
  await change(ctx, async (ctx) => {
    const gone = await ctx.db
      .deleteFrom('people.signup')
      .where('account', '=', account)
      .where('state', 'in', ['waiting', 'refused'])
      .returning(['id', 'unit'])
      .executeTakeFirst();
    if (!gone) throw new Refusal('missing', 'people.unknown_signup');
    await dropOwnAccount(ctx, [account]);
    await audit(ctx, 'people.take_back_signup', { unit: gone.unit, subject: gone.id });
  });
}

type Asked = ReturnType<typeof newSignup.parse>;

function refuseFaults(ctx: Ctx, { birthYear, consent }: Asked): void {
  const year = Number(dayOf(ctx.now).slice(0, 4));
  const path = !birthYearIsPossible(birthYear, year)
    ? { path: 'birthYear', code: 'people.birth_year_impossible' }
    : needsGuardian(birthYear, year) && !consent.guardian
      ? { path: 'consent.guardian', code: 'people.guardian_missing' }
      : null;
  if (path) throw new Refusal('invalid', 'ground.invalid_input', { faults: [path] });
}

async function usernameOf(
  ctx: Ctx,
  { shard, id }: { shard: string; id: string },
): Promise<{ username: string }> {
  const { rows } = await sql<{ username: string }>`
    select coalesce(a.username, '') as username from people.signup s
    left join accounts.v_account a on a.id = s.account
    where s.shard = ${shard} and s.id = ${id}::uuid
  `.execute(ctx.db);
  return { username: rows[0]?.username ?? '' };
}

async function countSignup(ctx: Ctx, from: string): Promise<void> {
  const old = new Date(ctx.now.getTime() - 3_600_000);
  await ctx.db.deleteFrom('people.signup_try').where('since', '<=', old).execute();
  const { tries } = await ctx.db
    .insertInto('people.signup_try')
    .values({ digest: sha256(`${ctx.node} ${from}`), tries: 1, since: ctx.now })
    .onConflict((c) => c.column('digest').doUpdateSet({ tries: sql`signup_try.tries + 1` }))
    .returning('tries')
    .executeTakeFirstOrThrow();
  if (tries > SIGNUPS_AN_HOUR) throw new Refusal('too_many', 'people.signup_too_many');
}

async function refuseUnknownVillage(ctx: Ctx, unit: string): Promise<void> {
  const found = await ctx.db
    .selectFrom('units.v_unit')
    .select('code')
    .where('code', '=', unit)
    .where('level', '=', 'village')
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  if (found) return;
  const faults = [{ path: 'unit', code: 'people.village_missing' }];
  throw new Refusal('invalid', 'ground.invalid_input', { faults });
}

async function forgetRefused(ctx: Ctx): Promise<void> {
  const gone = await ctx.db
    .deleteFrom('people.signup')
    .where('state', '=', 'refused')
    .where('decided', '<', new Date(ctx.now.getTime() - REFUSED_DAYS * 86_400_000))
    .returning('account')
    .execute();
  await dropOwnAccount(
    ctx,
    gone.flatMap(({ account }) => account ?? []),
  );
}
