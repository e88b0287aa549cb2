import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { definitionsOf } from './activities.ts';
import { multipartAnswer } from './attachments.ts';
import type { Blobs } from './blobs.ts';
import { consistentThrough } from './consistent.ts';
import { timestamp, uuid } from './formats.ts';
import { activityIds, canonical, type Format, languagesOf, withIds } from './formatted.ts';
import {
  type Cursor,
  listSchema,
  oneSchema,
  oneStatement,
  statementPage,
  voidedSchema,
} from './read.ts';
import type { ClientCtx } from './receive.ts';
import type { CtxOf } from './routes.ts';
import { checked, fault, unknownParameter } from './routes-wire.ts';
import type { ToldStatement } from './statement.ts';

interface Reading {
  readonly ctxOf: CtxOf;
  readonly blobs: Blobs;
}

interface Asked {
  readonly ctx: ClientCtx;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly blobs: Blobs;
}

/** GET (and HEAD) of one statement, of a list, and of what a list left for later. */
export function answerReads(app: FastifyInstance, { ctxOf, blobs }: Reading): void {
  app.get('/statements', async (request, reply) => {
    const asked = { ctx: ctxOf(request), request, reply, blobs };
    const query = request.query as Record<string, unknown>;
    // Asked before reading, so that it promises no more than was read.
    const through = await consistentThrough(asked.ctx);
    reply.header('X-Experience-API-Consistent-Through', through.toISOString());
    reply.header('Cache-Control', 'no-cache');
    if ('statementId' in query || 'voidedStatementId' in query) return one(asked, query);
    return list(asked, query, `${app.prefix}/statements`);
  });
}

async function one(asked: Asked, query: Record<string, unknown>): Promise<unknown> {
  const voided = 'voidedStatementId' in query;
  const told = voided
    ? { ...checked(voidedSchema, query), id: String(query.voidedStatementId) }
    : { ...checked(oneSchema, query), id: String(query.statementId) };
  const { body, received } = await oneStatement(asked.ctx, told.id, voided);
  asked.reply.header('Last-Modified', received.toUTCString());
  const [text = ''] = await written(asked, [body], told.format);
  return send(asked, { json: text, statements: [body], attachments: told.attachments });
}

async function list(
  asked: Asked,
  query: Record<string, unknown>,
  address: string,
): Promise<unknown> {
  const { told, after } = 'more' in query ? resumed(query) : { told: query, after: null };
  const filters = checked(listSchema, told);
  const { statements, next } = await statementPage(asked.ctx, filters, after);
  const more = next ? `${address}?more=${tokenOf({ told, after: next })}` : '';
  const texts = await written(asked, statements, filters.format);
  const json = `{"statements":[${texts.join(',')}],"more":${JSON.stringify(more)}}`;
  const [first] = statements;
  if (first !== undefined) asked.reply.header('Last-Modified', latest(statements));
  return send(asked, { json, statements, attachments: filters.attachments });
}

/** When the newest of these was stored. */
function latest(bodies: readonly string[]): string {
  const stored = (body: string | undefined) =>
    Date.parse((JSON.parse(body ?? '{}') as { stored?: string }).stored ?? '');
  const ends = [stored(bodies[0]), stored(bodies.at(-1))];
  return new Date(Math.max(...ends)).toUTCString();
}

interface Answer {
  readonly json: string;
  readonly statements: readonly string[];
  readonly attachments: string | undefined;
}

function send({ reply, blobs }: Asked, { json, statements, attachments }: Answer): unknown {
  if (attachments !== 'true') {
    reply.type('application/json; charset=utf-8');
    return json;
  }
  const bodies = statements.map((body) => JSON.parse(body) as object);
  const { type, stream } = multipartAnswer(json, bodies, blobs);
  reply.header('Content-Type', type);
  return stream;
}

/** Statements in the format that was asked for. */
async function written(
  { ctx, request }: Asked,
  bodies: string[],
  format: Format = 'exact',
): Promise<string[]> {
  if (format === 'exact') return bodies;
  const statements = bodies.map((body) => JSON.parse(body) as ToldStatement);
  if (format === 'ids') return statements.map((one) => JSON.stringify(withIds(one)));
  const known = await definitionsOf(ctx, activityIds(statements));
  const languages = languagesOf(request.headers['accept-language']);
  return statements.map((one) => JSON.stringify(canonical(one, known, languages)));
}

const resumption = z.strictObject({
  told: z.record(z.string(), z.string()),
  after: z.strictObject({ received: timestamp, id: uuid }),
});

/** A `more` link carries the whole question and the place where the page ended: no state is kept. */
function tokenOf(question: { told: Record<string, unknown>; after: Cursor }): string {
  return Buffer.from(JSON.stringify(question)).toString('base64url');
}

function resumed({ more, ...others }: Record<string, unknown>): z.infer<typeof resumption> {
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw unknownParameter(stranger);
  try {
    return resumption.parse(JSON.parse(Buffer.from(String(more), 'base64url').toString()));
  } catch {
    throw fault('more', 'record.bad_more');
  }
}
