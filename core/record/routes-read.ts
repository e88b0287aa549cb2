import { Refusal } from '@suotdoi/core/ground';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { timestamp, uuid } from './formats.ts';
import {
  type Cursor,
  consistentThrough,
  listSchema,
  oneSchema,
  oneStatement,
  statementPage,
  voidedSchema,
} from './read.ts';
import type { ClientCtx } from './receive.ts';

type CtxOf = (request: FastifyRequest) => ClientCtx;

/** GET (and HEAD) of one statement, of a list, and of what a list left for later. */
export function answerReads(app: FastifyInstance, ctxOf: CtxOf): void {
  app.get('/statements', async (request, reply) => {
    const ctx = ctxOf(request);
    // Asked before reading, so that it promises no more than was read.
    const through = await consistentThrough(ctx);
    reply.header('X-Experience-API-Consistent-Through', through.toISOString());
    reply.type('application/json; charset=utf-8');
    const query = request.query as Record<string, unknown>;
    if ('statementId' in query || 'voidedStatementId' in query) return one(ctx, query, reply);
    return list(ctx, query, `${app.prefix}/statements`);
  });
}

async function one(
  ctx: ClientCtx,
  query: Record<string, unknown>,
  reply: FastifyReply,
): Promise<string> {
  const voided = 'voidedStatementId' in query;
  const id = voided
    ? checked(voidedSchema, query).voidedStatementId
    : checked(oneSchema, query).statementId;
  const { body, received } = await oneStatement(ctx, id, voided);
  reply.header('Last-Modified', received.toUTCString());
  return body;
}

async function list(
  ctx: ClientCtx,
  query: Record<string, unknown>,
  address: string,
): Promise<string> {
  const { told, after } = 'more' in query ? resumed(query) : { told: query, after: null };
  const { statements, next } = await statementPage(ctx, checked(listSchema, told), after);
  const more = next ? `${address}?more=${tokenOf({ told, after: next })}` : '';
  return `{"statements":[${statements.join(',')}],"more":${JSON.stringify(more)}}`;
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
  if (stranger !== undefined) throw fault(stranger, 'record.unknown_parameter');
  try {
    return resumption.parse(JSON.parse(Buffer.from(String(more), 'base64url').toString()));
  } catch {
    throw fault('more', 'record.bad_more');
  }
}

function checked<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    throw fault(issue.keys[0] ?? '', 'record.unknown_parameter');
  }
  const code = issue?.message.startsWith('record.') ? issue.message : 'record.wrong_value';
  throw fault(issue?.path.join('.') ?? '', code);
}

function fault(path: string, code: string): Refusal {
  return new Refusal('invalid', 'record.bad_request', { faults: [{ path, code }] });
}
