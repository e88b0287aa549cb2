import pg from 'pg';
import { inject } from 'vitest';
import { type Actor, type Ctx, type Db, system } from './context.ts';
import { openDatabase } from './db.ts';
import { newId } from './ids.ts';
import { thisNode } from './node.ts';
import { type NodeKey, newNodeKey } from './node-key.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Made by the run's global set-up. */
    testCluster: { readonly admin: string; readonly template: string };
  }
}

/** The moment tests stand at unless they say otherwise: 10:00 of 15 October 2026 in Viet Nam. */
export const testNow = new Date('2026-10-15T03:00:00Z');

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  /** A context for that actor (`system('test')` unless given) at that moment (`testNow`). */
  ctx(actor?: Actor, now?: Date): Ctx & { readonly key: NodeKey };
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

/**
 * A database of the test file's own, on real PostgreSQL: a clone of the run's template, which has
 * every migration and the shipped content (units). Close it in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { admin, template } = inject('testCluster');
  const name = `t_${newId().replaceAll('-', '')}`;
  await run(admin, `create database ${name} template ${template}`);
  const url = addressOf(admin, name);
  const database = openDatabase(url, 8);
  const node = await thisNode(database.db, testNow);
  const key = newNodeKey();
  return {
    db: database.db,
    url,
    ctx: (actor = system('test'), now = testNow) => ({ db: database.db, actor, now, node, key }),
    close: async () => {
      await database.close();
      await run(admin, `drop database ${name} with (force)`);
    },
  };
}

function addressOf(admin: string, name: string): string {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
