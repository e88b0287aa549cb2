import type { DB } from '@suotdoi/db/schema';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Ctx, Db } from './context.ts';
import { storeTrouble } from './store-trouble.ts';

// 64-bit counts come as numbers: none of ours passes 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
// A date is a day, not a moment: keep 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens a pool on a PostgreSQL address. Sessions run in UTC; Viet Nam's days are made in code. A
 * full disk or a server that is away is a refusal of kind `unavailable`, wherever it shows.
 */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max, options: '-c timezone=UTC' });
  pool.on('error', () => {
    // A broken idle connection is dropped by the pool; the next query opens another.
  });
  pool.on('connect', tellTrouble);
  const connect = () => pool.connect().catch(rethrow);
  const { options } = pool;
  const dialect = new PostgresDialect({ pool: { options, connect, end: () => pool.end() } });
  const db = new Kysely<DB>({ dialect });
  return { db, pool, close: () => db.destroy() };
}

/** Streams (COPY) are no promises, and pass untouched. */
function tellTrouble(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...told: unknown[]) => unknown;
  const told = (...args: unknown[]) => {
    const answer = query(...args);
    return answer instanceof Promise ? answer.catch(rethrow) : answer;
  };
  client.query = told as typeof client.query;
}

function rethrow(error: unknown): never {
  throw storeTrouble(error);
}

/**
 * Runs `work` as one change: all of it or nothing. Inside another change it joins that one,
 * so commands can call commands.
 */
export async function change<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx);
  return ctx.db.transaction().execute((tx) => work({ ...ctx, db: tx }));
}
