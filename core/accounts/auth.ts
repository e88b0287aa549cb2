import { randomBytes } from 'node:crypto';
import { type Db, newId } from '@suotdoi/core/ground';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-rules.ts';
import { hashPassword, isPassword } from './passwords.ts';

/** Name of the session's cookie. */
export const COOKIE = 'suotdoi';
/** A session ends when its account has not been seen for this long. */
export const SESSION_DAYS = 30;

/** Signs people in: better-auth on our database, and what signs the cookies. */
export interface Auth {
  readonly api: ReturnType<typeof build>['api'];
  readonly secret: string;
}

/**
 * Prepares sign-in. One for the life of a process; nothing is kept in memory, so another process
 * or a restart with the same `secret` knows the same sessions.
 */
export function createAuth(options: { db: Db; secret: string }): Auth {
  return { api: build(options).api, secret: options.secret };
}

/** What signs this database's session cookies: made once, the same for every process. */
export async function authSecret(db: Db): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  await db
    .insertInto('accounts.secret')
    .values({ name: 'session', value: made })
    .onConflict((c) => c.column('name').doNothing())
    .execute();
  const kept = await db
    .selectFrom('accounts.secret')
    .select('value')
    .where('name', '=', 'session')
    .executeTakeFirstOrThrow();
  return kept.value;
}

/** The address better-auth asks for: reserved by RFC 2606, never shown, never mailed. */
export function syntheticEmail(account: string): string {
  return `${account}@khong-thu.invalid`;
}

// Called in process only: no HTTP handler is mounted, so nobody signs up or resets over HTTP.
function build({ db, secret }: { db: Db; secret: string }) {
  return betterAuth({
    database: { db, type: 'postgres', schemaName: 'accounts' },
    secret,
    baseURL: 'http://suotdoi.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => isPassword(password, hash),
      },
    },
    plugins: [username({ displayUsername: false })],
    session: { expiresIn: SESSION_DAYS * 86_400, fields: sessionColumns },
    user: { fields: { ...dates, emailVerified: 'email_verified' } },
    account: { fields: accountColumns },
    verification: { fields: { ...dates, expiresAt: 'expires_at' } },
    advanced: {
      useSecureCookies: false,
      cookies: { session_token: { name: COOKIE } },
      database: { generateId: newId },
    },
  });
}

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

const sessionColumns = {
  ...dates,
  userId: 'user_id',
  expiresAt: 'expires_at',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
} as const;

const accountColumns = {
  ...dates,
  userId: 'user_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
} as const;
