import type { Db } from '@suotdoi/core/ground';
import { shardsOf } from '@suotdoi/core/people';
import { type Blobs, xapi } from '@suotdoi/core/record';
import { isMessageKey, translator } from '@suotdoi/messages';
import type { FastifyInstance } from 'fastify';

/** The record's door for machines, at `/xapi`. Words in Vietnamese for who asks so, else English. */
export async function machines(
  app: FastifyInstance,
  { db, node, blobs }: { db: Db; node: string; blobs: Blobs },
): Promise<void> {
  await app.register(
    async (scope) => {
      letOtherSites(scope);
      await xapi(scope, {
        db,
        node,
        blobs,
        shardOf: shardsOf,
        word: (code, values, language) => {
          const t = translator(language?.startsWith('vi') ? 'vi' : 'en');
          return isMessageKey(code) ? t(code, values) : code;
        },
      });
      // What is no route of the record is answered by the record too, not by a page.
      scope.all('/*', (_request, reply) => reply.callNotFound());
    },
    { prefix: '/xapi' },
  );
}

const EXPOSED = [
  'ETag',
  'Last-Modified',
  'X-Experience-API-Version',
  'X-Experience-API-Consistent-Through',
].join(', ');

/**
 * Learning tools in a browser come from sites of their own. No cookie lets anybody in here, so
 * nobody can be made to write in another's name.
 */
function letOtherSites(scope: FastifyInstance): void {
  scope.addHook('onRequest', async ({ method }, reply) => {
    reply.header('Access-Control-Allow-Origin', '*');
    reply.header('Access-Control-Expose-Headers', EXPOSED);
    if (method !== 'OPTIONS') return;
    const headers = 'Authorization, Content-Type, If-Match, If-None-Match';
    return reply
      .header('Access-Control-Allow-Methods', 'GET, HEAD, PUT, POST, DELETE')
      .header('Access-Control-Allow-Headers', `${headers}, X-Experience-API-Version`)
      .header('Access-Control-Max-Age', '3600')
      .code(204)
      .send();
  });
}
