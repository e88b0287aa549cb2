import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AccountActor, type Actor, type Db, dayOf, nobody } from '@suotdoi/core/ground';
import { parseCookies } from 'better-auth/cookies';
import { sql } from 'kysely';
import { type Auth, COOKIE, SESSION_DAYS } from './auth.ts';

const DAY_MS = 86_400_000;

/** A cookie to set, in the words of Fastify's `setCookie` and SvelteKit's `cookies.set`. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly secure: boolean;
    /** Seconds; 0 takes the cookie away. */
    readonly maxAge: number;
  };
}

/**
 * The browser keeps the cookie for a year; the session behind it ends `SESSION_DAYS` after the
 * account was last seen. So a session slides without a cookie in every answer.
 */
export function sessionCookie(value: string, secure: boolean): SessionCookie {
  const maxAge = value === '' ? 0 : 365 * 86_400;
  return {
    name: COOKIE,
    value,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge },
  };
}

/**
 * Who a request comes from, by its `Cookie` header: one indexed query, and once a day a second
 * one that lets the session last `SESSION_DAYS` more. Roles not yet or no longer held are left
 * out. An unknown, forged or ended session is nobody.
 */
export async function actorOf(db: Db, auth: Auth, cookieHeader?: string): Promise<Actor> {
  const token = tokenOf(auth, cookieHeader);
  if (!token) return nobody;
  const now = new Date();
  const row = await accounts(db, now)
    .innerJoin('accounts.session as s', 's.user_id', 'u.id')
    .select(['s.id as session', 's.expires_at'])
    .where('s.token', '=', token)
    .where('s.expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return nobody;
  if (row.expires_at.getTime() < now.getTime() + (SESSION_DAYS - 1) * DAY_MS) {
    await db
      .updateTable('accounts.session')
      .set({ expires_at: new Date(now.getTime() + SESSION_DAYS * DAY_MS), updated_at: now })
      .where('id', '=', row.session)
      .execute();
  }
  return actorFrom(row);
}

/** The actor an account is today. */
export async function actorOfAccount(db: Db, account: string, now: Date): Promise<AccountActor> {
  return actorFrom(await accounts(db, now).where('u.id', '=', account).executeTakeFirstOrThrow());
}

/** The token of a cookie that this node signed. */
function tokenOf(auth: Auth, cookieHeader: string | undefined): string | null {
  const value = cookieHeader ? parseCookies(cookieHeader).get(COOKIE) : undefined;
  if (!value) return null;
  const dot = value.lastIndexOf('.');
  const token = value.slice(0, Math.max(dot, 0));
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const right = createHmac('sha256', auth.secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly username: string | null;
  readonly shard: string | null;
  readonly person: string | null;
  readonly roles: AccountActor['roles'];
  readonly temporary: boolean;
}

function accounts(db: Db, now: Date) {
  const today = dayOf(now);
  return db
    .selectFrom('accounts.user as u')
    .leftJoin('accounts.account_person as p', 'p.user_id', 'u.id')
    .leftJoin('accounts.temporary as x', 'x.user_id', 'u.id')
    .select(['u.id', 'u.name', 'u.username', 'p.shard', 'p.person'])
    .select(sql<boolean>`x.user_id is not null`.as('temporary'))
    .select(
      sql<AccountActor['roles']>`(
        select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'unit', r.unit)
          order by r.from_date, r.id), '[]')
        from accounts.role r
        where r.user_id = u.id and r.from_date <= ${today}::date
          and (r.to_date is null or r.to_date > ${today}::date))`.as('roles'),
    );
}

/** With a password set by somebody else nothing is held but the account itself. */
function actorFrom(row: AccountRow): AccountActor {
  const { id, name, shard, person } = row;
  const about = { kind: 'account', id, name, username: row.username ?? '' } as const;
  if (row.temporary) return { ...about, roles: [], person: null, temporary: true };
  return {
    ...about,
    roles: row.roles,
    person: shard && person ? { shard, person } : null,
  };
}
