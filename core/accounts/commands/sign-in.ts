import { type AccountActor, type Ctx, Refusal } from '@suotdoi/core/ground';
import { isAPIError } from 'better-auth/api';
import { parseCookies, parseSetCookieHeader } from 'better-auth/cookies';
import { type Auth, COOKIE } from '../auth.ts';
import { countTry, forgetTries } from '../misses.ts';
import { type SignIn, username } from '../model.ts';
import { actorOfAccount, type SessionCookie, sessionCookie } from '../session.ts';

/**
 * Opens a session. An unknown username and a wrong password get the same answer after the same
 * work. Not inside a transaction: a wrong try must stay counted.
 * @throws Refusal `unknown` accounts.wrong_sign_in, `too_many` accounts.too_many_tries {minutes}
 */
export async function signIn(
  ctx: Ctx,
  auth: Auth,
  input: SignIn,
): Promise<{ cookies: SessionCookie[]; actor: AccountActor }> {
  const known = username.safeParse(input.username);
  if (!known.success || !input.password) throw new Refusal('unknown', 'accounts.wrong_sign_in');
  await countTry(ctx, known.data);
  const { headers, response } = await open(auth, known.data, input.password);
  await forgetTries(ctx, known.data);
  await ctx.db
    .deleteFrom('accounts.session')
    .where('user_id', '=', response.user.id)
    .where('expires_at', '<=', ctx.now)
    .execute();
  const signed = parseSetCookieHeader(headers.get('set-cookie') ?? '').get(COOKIE)?.value;
  if (!signed) throw new Error('better-auth opened a session without a cookie');
  return {
    cookies: [sessionCookie(signed, input.secure)],
    actor: await actorOfAccount(ctx.db, response.user.id, ctx.now),
  };
}

async function open(auth: Auth, username: string, password: string) {
  try {
    return await auth.api.signInUsername({ body: { username, password }, returnHeaders: true });
  } catch (error) {
    const expected = isAPIError(error) && error.statusCode < 500;
    throw expected ? new Refusal('unknown', 'accounts.wrong_sign_in') : error;
  }
}

/** Ends the session of a `Cookie` header, if it has one. The cookies take it from the browser. */
export async function signOut(
  auth: Auth,
  { cookie, secure }: { cookie: string | undefined; secure: boolean },
): Promise<SessionCookie[]> {
  if (cookie && parseCookies(cookie).has(COOKIE)) {
    await auth.api.signOut({ headers: new Headers({ cookie }) });
  }
  return [sessionCookie('', secure)];
}
