import { randomBytes } from 'node:crypto';
import type { Auth } from '@suotdoi/core/accounts';
import type { Db, NodeKey } from '@suotdoi/core/ground';
import type { Blobs } from '@suotdoi/core/record';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { errors } from './plugins/errors.ts';
import { health } from './plugins/health.ts';
import { machines } from './plugins/machines.ts';
import { phones } from './plugins/phones.ts';
import { requestContext } from './plugins/request.ts';
import { requestsLog } from './plugins/requests-log.ts';
import { security } from './plugins/security.ts';
import { type WebHandler, web } from './plugins/web.ts';

export interface AppParts {
  readonly db: Db;
  readonly node: string;
  readonly key: NodeKey;
  readonly auth: Auth;
  /** Where attachments of statements are kept. */
  readonly blobs: Blobs;
  readonly handler: WebHandler;
  readonly log: FastifyBaseLogger;
  readonly trustProxy: string | false;
}

/** The whole program over HTTP: hooks that every request passes, then the doors. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.trustProxy,
    // An old PC that does something else at the same time is slow to start, not broken.
    pluginTimeout: 120_000,
    // A phone on a bad line may need this long to send a form; nobody needs longer.
    requestTimeout: 120_000,
    // Short enough to be read out over the telephone.
    genReqId: () => randomBytes(4).toString('hex'),
  });
  requestsLog(app);
  errors(app);
  security(app);
  requestContext(app, parts);

  await app.register(health, parts);
  await app.register(machines, parts);
  await app.register(phones);
  await app.register(web, parts);
  return app;
}
