import type { Db } from '@suotdoi/core/ground';
import { shardsOf } from '@suotdoi/core/people';
import { xapi } from '@suotdoi/core/record';
import { isMessageKey, translator } from '@suotdoi/messages';
import type { FastifyInstance } from 'fastify';

/** The record's door for machines, at `/xapi`. Words in Vietnamese for who asks so, else English. */
export async function machines(
  app: FastifyInstance,
  { db, node }: { db: Db; node: string },
): Promise<void> {
  await app.register(
    async (scope) => {
      await xapi(scope, {
        db,
        node,
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
