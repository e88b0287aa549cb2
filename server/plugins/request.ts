import { type Auth, actorOf } from '@suotdoi/core/accounts';
import { type Ctx, type Db, type NodeKey, nobody } from '@suotdoi/core/ground';
import type { FastifyInstance } from 'fastify';

declare module 'node:http' {
  interface IncomingMessage {
    /** Who asks, and when; resolved once a request. */
    ctx: Ctx;
    /** For signing in and out. */
    auth: Auth;
    /** Writes an unexpected error into the log, once; returns the code a person may report. */
    fault: (error: unknown) => string;
  }
}

/** Gives every request its context, on the raw request where the web pages find it too. */
export function requestContext(
  app: FastifyInstance,
  { db, node, key, auth }: { db: Db; node: string; key: NodeKey; auth: Auth },
): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request;
    raw.auth = auth;
    raw.fault = (error) => {
      request.log.error({ err: error, path: request.url.split('?')[0] }, 'fault');
      return request.id;
    };
    raw.ctx = { db, actor: nobody, now: new Date(), node, key };
    // Files of the build are the same for everybody.
    if (request.url.startsWith('/_app/')) return;
    raw.ctx = { ...raw.ctx, actor: await actorOf(db, auth, request.headers.cookie) };
  });
}
