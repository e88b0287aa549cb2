import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Actor, type Ctx, sha256 } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Grant } from './grants.ts';
import type { Who } from './who.ts';

/** What a machine signs in with. The secret is shown once and kept only as a digest. */
export interface Credentials {
  readonly key: string;
  readonly secret: string;
}

/** A machine that was let in, and for what. */
export interface LetIn {
  readonly actor: Extract<Actor, { kind: 'client' }>;
  readonly grant: Grant;
}

/** How long what was found good is believed without asking again; a machine shut out elsewhere. */
const BELIEVED_MS = 10_000;
const MOST = 10_000;
/** The cache knows credentials only by this process's own keyed hash. */
const cacheKey = randomBytes(32);
const believed = new Map<string, { readonly until: number; readonly letIn: LetIn }>();

/** Forgets whom it let in: somebody was shut out. */
export function forgetLetIn(): void {
  believed.clear();
}

type At = Pick<Ctx, 'db' | 'now'>;

/** The machine that these credentials belong to, or null. A random secret needs no slow hash. */
export async function byCredentials(at: At, told: Credentials): Promise<LetIn | null> {
  return remembered(at, `basic ${told.key}:${told.secret}`, () => findClient(at, told));
}

/** The machine that holds this token, or null. */
export async function byToken(at: At, token: string): Promise<LetIn | null> {
  return remembered(at, `token ${token}`, () => findToken(at, token));
}

async function remembered(
  { now }: At,
  what: string,
  find: () => Promise<LetIn | null>,
): Promise<LetIn | null> {
  const name = createHmac('sha256', cacheKey).update(what).digest('base64');
  const known = believed.get(name);
  if (known && known.until > now.getTime()) return known.letIn;
  const letIn = await find();
  if (believed.size >= MOST) believed.clear();
  if (letIn) believed.set(name, { until: now.getTime() + BELIEVED_MS, letIn });
  return letIn;
}

async function findClient({ db }: At, { key, secret }: Credentials): Promise<LetIn | null> {
  const found = await db
    .selectFrom('record.client')
    .select(['id', 'name', 'unit', 'secret_digest', 'scopes'])
    .where('key', '=', key)
    .where('revoked', 'is', null)
    .executeTakeFirst();
  // An unknown key costs the same comparison as a wrong secret.
  const kept = found?.secret_digest ?? Buffer.alloc(32);
  if (!timingSafeEqual(kept, sha256(secret)) || !found) return null;
  const { id, name, unit } = found;
  const grant = { scopes: new Set(found.scopes), attempt: null };
  return { actor: { kind: 'client', id, name, unit }, grant };
}

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly scopes: string[];
  readonly agent: Who | null;
  readonly registration: string | null;
}

async function findToken({ db, now }: At, token: string): Promise<LetIn | null> {
  const { rows } = await sql<TokenRow>`
    select c.id, c.name, c.unit, t.scopes, t.agent, t.registration
    from record.token t join record.client c on c.id = t.client
    where t.digest = ${sha256(token)} and c.revoked is null
      and t.expires > ${new Date(now.getTime() + BELIEVED_MS)}`.execute(db);
  const [found] = rows;
  if (!found) return null;
  const { id, name, unit, agent, registration } = found;
  const attempt = agent && registration ? { agent, registration } : null;
  return {
    actor: { kind: 'client', id, name, unit },
    grant: { scopes: new Set(found.scopes), attempt },
  };
}
