import { Refusal } from '@suotdoi/core/ground';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { alternateSyntax } from './alternate.ts';
import type { Blobs } from './blobs.ts';
import { versions } from './check.ts';
import { Gatherer } from './gather.ts';
import { type Home, letIn, versionOf } from './let-in.ts';
import type { ClientCtx, ShardOf } from './receive.ts';
import { answerActivities } from './routes-activities.ts';
import { answerBulk } from './routes-bulk.ts';
import { answerDocuments } from './routes-documents.ts';
import { answerReads } from './routes-read.ts';
import { answerTokens } from './routes-tokens.ts';
import { answerErrors, anyBodies, isAlternate, statementBodies, type Word } from './routes-wire.ts';
import { answerWrites } from './routes-write.ts';

export interface XapiOptions extends Home {
  /** Words a code for whoever asked, in the language of `Accept-Language`. */
  readonly word: Word;
  /** Where attachments are kept. */
  readonly blobs: Blobs;
  /** Shards of people known here. Without it every statement of a machine is nobody's. */
  readonly shardOf?: ShardOf;
  /** false: each statement that comes alone is written alone (for measurements). */
  readonly gather?: boolean;
}

/** Who asks, in which version, and for what: known once a request was let in. */
export type CtxOf = (request: FastifyRequest) => ClientCtx;

/**
 * xAPI 2.0.0 (IEEE 9274.1.1) and 1.0.3 for machines. Register it under `/xapi`. Every refusal is
 * JSON: `{error: sentence, path?: JSON path}`.
 */
export const xapi: FastifyPluginAsync<XapiOptions> = async (app, options) => {
  answerErrors(app, options.word);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Experience-API-Version', versionOf(request) ?? versions[0]);
  });
  app.get('/about', async () => ({ version: versions.toReversed() }));
  await app.register(async (app) => answerTokens(app, options));
  await app.register(async (app) => {
    const ctxOf = guard(app, options);
    statementBodies(app);
    alternateSyntax(app);
    const { blobs, shardOf = nobodyKnown, gather = true } = options;
    answerWrites(app, { ctxOf, blobs, shardOf, gatherer: gather ? new Gatherer() : null });
    answerReads(app, { ctxOf, blobs });
    answerBulk(app, { ctxOf, shardOf, word: options.word, now: options.now });
  });
  await app.register(async (app) => {
    const ctxOf = guard(app, options);
    anyBodies(app);
    alternateSyntax(app);
    answerDocuments(app, ctxOf);
    answerActivities(app, ctxOf);
  });
};

const nobodyKnown: ShardOf = async () => new Map();

/** Lets in whoever speaks a version of ours and has credentials. */
function guard(app: FastifyInstance, { db, node, now = () => new Date() }: XapiOptions): CtxOf {
  const contexts = new WeakMap<FastifyRequest, ClientCtx>();
  app.addHook('onRequest', async (request, reply) => {
    if (isAlternate(request)) return;
    const version = versionOf(request);
    if (version === null) {
      throw new Refusal('invalid', 'record.version_needed', {
        values: { version: versions.join(', ') },
      });
    }
    const at = { db, now: now() };
    contexts.set(request, { ...at, node, version, ...(await letIn(request, reply, at)) });
  });
  return (request) => {
    const ctx = contexts.get(request);
    if (!ctx) throw new Refusal('unknown', 'record.credentials_needed');
    return ctx;
  };
}
