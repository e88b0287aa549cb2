import { Readable } from 'node:stream';
import { Refusal } from '@suotdoi/core/ground';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dropAll, nothingArrives, receiveAttachments } from './attachments.ts';
import type { Arrived, Blobs } from './blobs.ts';
import { checkStatements } from './check.ts';
import { isUuid } from './formats.ts';
import { need } from './grants.ts';
import { boundaryOf, type Part, partsOf } from './multipart.ts';
import { type ClientCtx, type Reception, receiveStatements } from './receive.ts';
import type { CtxOf } from './routes.ts';
import { fault, jsonOf, unknownParameter } from './routes-wire.ts';
import { LARGEST } from './sizes.ts';

interface Writing extends Reception {
  readonly ctxOf: CtxOf;
  readonly blobs: Blobs;
}

/** POST of one statement or several, PUT of one. */
export function answerWrites(app: FastifyInstance, writing: Writing): void {
  app.post('/statements', async (request) => {
    const [stranger] = Object.keys(Object(request.query));
    if (stranger !== undefined) throw unknownParameter(stranger);
    return take(request, writing, (body) => body);
  });
  app.put('/statements', async (request, reply) => {
    const id = idIn(request);
    await take(request, writing, (body) => named(body, id));
    return reply.code(204).send();
  });
}

async function take(
  request: FastifyRequest,
  writing: Writing,
  made: (body: unknown) => unknown,
): Promise<string[]> {
  const ctx = writing.ctxOf(request);
  need(ctx.grant, 'statements/write');
  const { body } = request;
  if (body instanceof Readable) return takeParts(ctx, { request, source: body, made }, writing);
  const input = made(body);
  const statements = checkStatements(input, ctx.version);
  await nothingArrives(statements, Array.isArray(input));
  return receiveStatements(ctx, statements, writing);
}

interface Multipart {
  readonly request: FastifyRequest;
  readonly source: Readable;
  readonly made: (body: unknown) => unknown;
}

/** Statements as the first part, then the data of their attachments (xAPI 2.0, 4.1.3). */
async function takeParts(
  ctx: ClientCtx,
  { request, source, made }: Multipart,
  writing: Writing,
): Promise<string[]> {
  const boundary = boundaryOf(request.headers['content-type'] ?? '');
  if (boundary === null) throw new Refusal('invalid', 'record.bad_multipart');
  const parts = partsOf(source, boundary);
  const first = await parts.next();
  if (first.done) throw new Refusal('invalid', 'record.bad_multipart');
  const input = made(await jsonPart(first.value));
  const statements = checkStatements(input, ctx.version);
  const told = { statements, list: Array.isArray(input) };
  const arrived = await receiveAttachments(told, parts, writing.blobs);
  return keepThen(arrived, () => receiveStatements(ctx, statements, writing));
}

/** Data is safe before a statement that shows it is: a power cut between leaves data, no gap. */
async function keepThen<T>(arrived: readonly Arrived[], work: () => Promise<T>): Promise<T> {
  try {
    await Promise.all(arrived.map((one) => one.keep()));
    return await work();
  } finally {
    await dropAll(arrived);
  }
}

async function jsonPart({ headers, body }: Part): Promise<unknown> {
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? '')) {
    throw new Refusal('invalid', 'record.json_first');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST) {
      throw new Refusal('invalid', 'record.body_too_large', { values: { max: LARGEST / 1e6 } });
    }
    chunks.push(chunk);
  }
  return jsonOf(Buffer.concat(chunks));
}

/** A PUT names its statement in the address. */
function idIn(request: FastifyRequest): string {
  const { statementId, ...others } = request.query as Record<string, unknown>;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw unknownParameter(stranger);
  if (typeof statementId === 'string' && isUuid(statementId)) return statementId;
  throw fault('statementId', 'record.not_uuid');
}

/** The statement may repeat the name that the address gives it, not change it. */
function named(body: unknown, statementId: string): unknown {
  if (typeof body !== 'object' || body === null) throw fault('$', 'record.required');
  if (Array.isArray(body)) throw fault('$', 'record.one_statement');
  const id = 'id' in body ? body.id : statementId;
  if (typeof id === 'string' && id.toLowerCase() !== statementId.toLowerCase()) {
    throw fault('$.id', 'record.other_id');
  }
  return { ...body, id };
}
