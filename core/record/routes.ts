import { type Db, Refusal } from '@suotdoi/core/ground';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { clientActor } from './clients.ts';
import { isUuid } from './formats.ts';
import { type ClientCtx, receiveStatements, type ShardOf } from './receive.ts';
import { answerReads } from './routes-read.ts';
import { answerErrors, jsonBodies, type Word } from './routes-wire.ts';

export interface XapiOptions {
  readonly db: Db;
  readonly node: string;
  readonly now?: () => Date;
  /** Words a code for whoever asked, in the language of `Accept-Language`. */
  readonly word: Word;
  /** Shards of people known here. Without it every statement of a machine is nobody's. */
  readonly shardOf?: ShardOf;
}

const VERSION = '2.0.0';
const SPOKEN = /^2\.0(?:\.\d+)?$/;

/**
 * xAPI 2.0.0 (IEEE 9274.1.1) for machines: about, and statements. Register it under `/xapi`.
 * Every refusal is JSON: `{error: sentence, path?: JSON path}`.
 */
export const xapi: FastifyPluginAsync<XapiOptions> = async (app, options) => {
  jsonBodies(app);
  answerErrors(app, options.word);
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('X-Experience-API-Version', VERSION);
  });
  app.get('/about', async () => ({ version: [VERSION] }));
  await app.register(async (app) => statements(app, options));
};

const nobodyKnown: ShardOf = async () => new Map();

function statements(app: FastifyInstance, options: XapiOptions): void {
  const contexts = new WeakMap<FastifyRequest, ClientCtx>();
  const ctxOf = (request: FastifyRequest): ClientCtx => {
    const ctx = contexts.get(request);
    if (!ctx) throw new Refusal('unknown', 'record.credentials_needed');
    return ctx;
  };
  const shardOf = options.shardOf ?? nobodyKnown;
  app.addHook('onRequest', async (request, reply) => {
    speaksOurVersion(request);
    contexts.set(request, await letIn(request, reply, options));
  });
  app.post('/statements', async (request) => {
    noParameters(request);
    return receiveStatements(ctxOf(request), request.body, shardOf);
  });
  app.put('/statements', async (request, reply) => {
    await receiveStatements(ctxOf(request), named(request), shardOf);
    return reply.code(204).send();
  });
  answerReads(app, ctxOf);
}

function speaksOurVersion(request: FastifyRequest): void {
  const told = request.headers['x-experience-api-version'];
  if (typeof told === 'string' && SPOKEN.test(told)) return;
  throw new Refusal('invalid', 'record.version_needed', { values: { version: VERSION } });
}

async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, node, now = () => new Date() }: XapiOptions,
): Promise<ClientCtx> {
  const [, coded = ''] = /^Basic +([\w+/=-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [key = '', ...secret] = Buffer.from(coded, 'base64').toString().split(':');
  const actor = sendable(key) ? await clientActor({ db }, { key, secret: secret.join(':') }) : null;
  if (actor) return { db, node, actor, now: now() };
  reply.header('WWW-Authenticate', 'Basic realm="xapi", charset="UTF-8"');
  throw new Refusal('unknown', 'record.credentials_needed');
}

/** Our keys are plain letters; anything else need not trouble the database. */
function sendable(key: string): boolean {
  return /^[\w-]{1,64}$/.test(key);
}

function noParameters(request: FastifyRequest): void {
  const [stranger] = Object.keys(Object(request.query));
  if (stranger !== undefined) throw unknownParameter(stranger);
}

/** A PUT names its statement in the address; the statement may repeat the name, not change it. */
function named(request: FastifyRequest): unknown {
  const { statementId, ...others } = request.query as Record<string, unknown>;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw unknownParameter(stranger);
  if (typeof statementId !== 'string' || !isUuid(statementId)) {
    throw fault('statementId', 'record.not_uuid');
  }
  const body = request.body;
  if (typeof body !== 'object' || body === null) throw fault('$', 'record.required');
  if (Array.isArray(body)) throw fault('$', 'record.one_statement');
  const id = 'id' in body ? body.id : statementId;
  if (typeof id === 'string' && id.toLowerCase() !== statementId.toLowerCase()) {
    throw fault('$.id', 'record.other_id');
  }
  return { ...body, id };
}

function unknownParameter(name: string): Refusal {
  return fault(name, 'record.unknown_parameter');
}

function fault(path: string, code: string): Refusal {
  return new Refusal('invalid', 'record.bad_request', { faults: [{ path, code }] });
}
