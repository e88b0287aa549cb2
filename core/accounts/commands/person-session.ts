import { createHmac, randomBytes } from 'node:crypto';
import { type AccountActor, type Ctx, change, newId, Refusal } from '@suotdoi/core/ground';
import { type Auth, SESSION_DAYS, syntheticEmail } from '../auth.ts';
import { insertRole } from '../insert-role.ts';
import { actorOfAccount, type SessionCookie, sessionCookie } from '../session.ts';

/** Somebody who has shown who they are in another way than by a password. */
export interface ProvenPerson {
  readonly shard: string;
  readonly person: string;
  readonly name: string;
  /** The village where they live. */
  readonly unit: string;
  /** The page came over HTTPS. */
  readonly secure: boolean;
}

/**
 * Opens a session for a person who has shown who they are (the caller has checked how). Their
 * account is made the first time: a citizen's, without username and password. Whoever holds any
 * other role is refused: other people's data are behind a password.
 * @throws Refusal `forbidden` accounts.password_needed
 */
export async function openPersonSession(
  ctx: Ctx,
  auth: Auth,
  person: ProvenPerson,
): Promise<{ cookies: SessionCookie[]; actor: AccountActor }> {
  const token = randomBytes(24).toString('base64url');
  const actor = await change(ctx, async (ctx) => {
    const account = (await accountOf(ctx, person)) ?? (await makeAccount(ctx, person));
    const actor = await actorOfAccount(ctx.db, account, ctx.now);
    if (actor.roles.some(({ role }) => role !== 'citizen')) {
      throw new Refusal('forbidden', 'accounts.password_needed');
    }
    await ctx.db
      .insertInto('accounts.session')
      .values({
        id: newId(),
        token,
        user_id: account,
        expires_at: new Date(ctx.now.getTime() + SESSION_DAYS * 86_400_000),
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute();
    return actor;
  });
  const signature = createHmac('sha256', auth.secret).update(token).digest('base64');
  return { cookies: [sessionCookie(`${token}.${signature}`, person.secure)], actor };
}

async function accountOf(ctx: Ctx, { shard, person }: ProvenPerson): Promise<string | undefined> {
  const found = await ctx.db
    .selectFrom('accounts.account_person')
    .select('user_id')
    .where('shard', '=', shard)
    .where('person', '=', person)
    .executeTakeFirst();
  return found?.user_id;
}

async function makeAccount(ctx: Ctx, { shard, person, name, unit }: ProvenPerson): Promise<string> {
  const id = newId();
  await ctx.db
    .insertInto('accounts.user')
    .values({
      id,
      name,
      email: syntheticEmail(id),
      email_verified: false,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute();
  await ctx.db
    .insertInto('accounts.account_person')
    .values({ user_id: id, shard, person })
    .execute();
  await insertRole(ctx, { account: id, role: 'citizen', unit });
  return id;
}
