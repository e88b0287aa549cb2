import { type Db, Refusal } from '@suotdoi/core/ground';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Version } from './check.ts';
import { byCredentials, byToken, type LetIn } from './credentials.ts';

export interface Home {
  readonly db: Db;
  readonly node: string;
  readonly now?: () => Date;
}

/** The version that a request speaks, or null. */
export function versionOf({ headers }: FastifyRequest): Version | null {
  const told = headers['x-experience-api-version'];
  if (typeof told !== 'string') return null;
  if (/^2\.0(?:\.\d+)?$/.test(told)) return '2.0.0';
  return /^1\.0(?:\.\d+)?$/.test(told) ? '1.0.3' : null;
}

/**
 * The machine that a request's credentials belong to: HTTP Basic, or a token as Bearer.
 * @throws Refusal `unknown` record.credentials_needed
 */
export async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  at: { db: Db; now: Date },
): Promise<LetIn> {
  const found = await find(request.headers.authorization ?? '', at);
  if (found) return found;
  reply.header('WWW-Authenticate', 'Basic realm="xapi", charset="UTF-8"');
  throw new Refusal('unknown', 'record.credentials_needed');
}

async function find(header: string, at: { db: Db; now: Date }): Promise<LetIn | null> {
  const [, token] = /^Bearer +([\w-]{20,100})$/i.exec(header) ?? [];
  if (token !== undefined) return byToken(at, token);
  const [, coded = ''] = /^Basic +([\w+/=-]+)$/i.exec(header) ?? [];
  const [key = '', ...secret] = Buffer.from(coded, 'base64').toString().split(':');
  // Our keys are plain letters; anything else need not trouble the database.
  if (!/^[\w-]{1,64}$/.test(key)) return null;
  return byCredentials(at, { key, secret: secret.join(':') });
}
