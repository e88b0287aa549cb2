import type { Db } from '@suotdoi/core/ground';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';

const PATIENCE_MS = 2000;

/** `GET /healthz`: 200 when the program serves and its database answers, else 503. */
export async function health(app: FastifyInstance, { db }: { db: Db }): Promise<void> {
  app.get('/healthz', async (_request, reply) => {
    const ok = await Promise.race([databaseAnswers(db), late()]);
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok });
  });
}

function databaseAnswers(db: Db): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
}

function late(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
}
