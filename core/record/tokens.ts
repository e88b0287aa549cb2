import { randomBytes } from 'node:crypto';
import { type Ctx, change, Refusal, sha256 } from '@suotdoi/core/ground';
import { z } from 'zod';
import type { LetIn } from './credentials.ts';
import { uuid } from './formats.ts';
import { type Attempt, granted, need } from './grants.ts';
import { type Scope, scopes } from './scopes.ts';
import { agent } from './who.ts';

/** What a machine may carry for a while in place of its secret. */
export interface Token {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly expires: Date;
}

const MINUTE = 60_000;
/** A token of a machine holds an hour. */
const TOKEN_MINUTES = 60;
/** A token of an attempt holds four hours, unless less is asked. */
const ATTEMPT_MINUTES = 240;
/** Machines ask again early rather than be refused: see the cache of credentials. */
const GRACE_MINUTES = 1;

export const attemptSchema = z.strictObject({
  agent,
  registration: uuid,
  minutes: z.int().min(1).max(ATTEMPT_MINUTES).optional(),
});

/**
 * A token for all that these credentials may do, or for some of it (OAuth 2 client credentials).
 * @throws Refusal `forbidden` record.no_scope
 */
export async function tokenFor(ctx: Ctx, letIn: LetIn, asked: readonly string[]): Promise<Token> {
  const known = asked.filter((scope): scope is Scope => scopes.some((one) => one === scope));
  if (known.length < asked.length) {
    throw new Refusal('forbidden', 'record.no_scope', { values: { scope: asked.join(' ') } });
  }
  for (const scope of known) need(letIn.grant, scope);
  const given = known.length > 0 ? known : [...letIn.grant.scopes];
  return keep(ctx, letIn, { scopes: given, minutes: TOKEN_MINUTES, attempt: letIn.grant.attempt });
}

/**
 * A token with which a player writes what one learner does in one attempt, reads it back, and keeps
 * its state: nothing else. For machines that may write statements themselves.
 */
export async function attemptToken(
  ctx: Ctx,
  letIn: LetIn,
  told: z.infer<typeof attemptSchema>,
): Promise<Token> {
  need(letIn.grant, 'statements/write');
  if (letIn.grant.attempt) throw new Refusal('forbidden', 'record.only_own_attempt');
  const { minutes = ATTEMPT_MINUTES, agent, registration } = told;
  const attempt = { agent, registration: registration.toLowerCase() };
  const state: Scope[] = granted(letIn.grant, 'state') ? ['state'] : [];
  const given: Scope[] = ['statements/write', 'statements/read/mine', ...state];
  return keep(ctx, letIn, { scopes: given, minutes, attempt });
}

interface Kept {
  readonly scopes: readonly string[];
  readonly minutes: number;
  readonly attempt: Attempt | null;
}

async function keep(ctx: Ctx, { actor }: LetIn, kept: Kept): Promise<Token> {
  const token = randomBytes(32).toString('base64url');
  const { now } = ctx;
  const expires = new Date(now.getTime() + (kept.minutes + GRACE_MINUTES) * MINUTE);
  await change(ctx, async ({ db }) => {
    await db.deleteFrom('record.token').where('expires', '<', now).execute();
    await db
      .insertInto('record.token')
      .values({
        digest: sha256(token),
        client: actor.id,
        scopes: [...kept.scopes],
        agent: kept.attempt && JSON.stringify(kept.attempt.agent),
        registration: kept.attempt?.registration ?? null,
        expires,
      })
      .execute();
  });
  return { token, scopes: kept.scopes, expires: new Date(expires.getTime() - MINUTE) };
}
