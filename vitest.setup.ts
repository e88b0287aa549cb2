import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@suotdoi/db/embedded';
import { migrate } from '@suotdoi/db/migrate';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepare } from './server/prepare.ts';

// Once a run: a PostgreSQL that may forget (fsync off), and a closed template database which has
// every migration and the shipped content. Test files clone it (core/ground/test.ts).

const PREFIX = 'suotdoi-test-';
const TEMPLATE = 'suotdoi_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startPostgres({ dataDir, durable: false });
  const admin = new URL(postgres.url);
  admin.pathname = '/postgres';
  await query(admin.href, `create database ${TEMPLATE}`);
  await prepareTemplate(postgres.url.replace(/[^/]+$/, TEMPLATE));
  await query(admin.href, `alter database ${TEMPLATE} with allow_connections false`);
  project.provide('testCluster', { admin: admin.href, template: TEMPLATE });
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** What every test database starts with. */
async function prepareTemplate(url: string): Promise<void> {
  await migrate(url);
  await prepare(url);
}

/** Clusters of runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    await (await startPostgres({ dataDir, durable: false })).stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
