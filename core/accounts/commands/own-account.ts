import { type Ctx, foldText, nameOrder, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { insertAccount } from '../insert-account.ts';
import { insertRole } from '../insert-role.ts';
import { passwordFault } from '../password-rules.ts';

/** Who makes an account for themselves. */
interface OwnAccount {
  readonly name: string;
  readonly birthYear: number;
  readonly password: string;
}

/**
 * An account that somebody makes alone: without any role, until `linkPerson`. Its username is made
 * from the given name and the year ("hoa1963"), since it is one thing less to think of. Within a
 * change that has decided that it may be.
 * @throws Refusal `invalid` with a fault of the password
 */
export async function makeOwnAccount(
  ctx: Ctx,
  { name, birthYear, password }: OwnAccount,
): Promise<{ account: string; username: string }> {
  const username = await freeUsername(ctx, name, birthYear);
  const code = passwordFault(password, username);
  if (code) throw new Refusal('invalid', code, { faults: [{ path: 'password', code }] });
  return { account: await insertAccount(ctx, { username, name, password }), username };
}

async function freeUsername(ctx: Ctx, name: string, birthYear: number): Promise<string> {
  const given = foldText(nameOrder(name).split(' ')[0] ?? '').replace(/[^a-z0-9]/g, '');
  const base = `${given.slice(0, 20)}${birthYear}`;
  const taken = await ctx.db
    .selectFrom('accounts.user')
    .select('username')
    .where((e) => e.or([e('username', '=', base), e('username', 'like', `${base}.%`)]))
    .execute();
  const known = new Set(taken.map(({ username }) => username));
  let n = 1;
  while (known.has(n === 1 ? base : `${base}.${n}`)) n += 1;
  return n === 1 ? base : `${base}.${n}`;
}

/**
 * The account speaks for this person from now on, as a citizen of the unit. An account that the
 * person had without a password, made by a card, gives way. Within a change that has authorised.
 * @throws Refusal `conflict` accounts.person_has_account
 */
export async function linkPerson(
  ctx: Ctx,
  { account, person, unit }: { account: string; person: PersonKey; unit: string },
): Promise<void> {
  await sql`
    delete from accounts.account_person p using accounts."user" u
    where u.id = p.user_id and u.username is null
      and p.shard = ${person.shard} and p.person = ${person.person}::uuid
  `.execute(ctx.db);
  const linked = await ctx.db
    .insertInto('accounts.account_person')
    .values({ user_id: account, ...person })
    .onConflict((c) => c.columns(['shard', 'person']).doNothing())
    .returning('user_id')
    .executeTakeFirst();
  if (!linked) throw new Refusal('conflict', 'accounts.person_has_account');
  await insertRole(ctx, { account, role: 'citizen', unit });
}

/** Takes away accounts that speak for nobody and never held a role. Within a change. */
export async function dropOwnAccount(ctx: Ctx, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    delete from accounts."user" u where u.id = any(${[...accounts]}::text[])
      and not exists (select 1 from accounts.account_person p where p.user_id = u.id)
      and not exists (select 1 from accounts.role r where r.user_id = u.id)
  `.execute(ctx.db);
}
