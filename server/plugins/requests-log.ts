import type { FastifyInstance } from 'fastify';

/** One line a request: its path, never its query, which may hold a name somebody looked for. */
export function requestsLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.raw.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}
