import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cannot } from '@suotdoi/db/embedded';
import { migrate } from '@suotdoi/db/migrate';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';
import { borrowDatabase, type OpenDatabase, takeDatabase } from './database.ts';

let config: Config;
let running: OpenDatabase;
const quiet = () => undefined;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'suotdoi-two-'));
  config = readConfig({ DATA_DIR: dataDir });
  running = await takeDatabase(config, { command: 'start', say: quiet });
});
afterAll(async () => {
  await running.close();
  await rm(config.dataDir, { recursive: true, force: true });
});

test('a second program on the same data waits, then says who holds it', async () => {
  const second = takeDatabase(config, { command: 'start', say: quiet, waitMs: 300 });
  await expect(second).rejects.toBeInstanceOf(Cannot);
  await expect(second).rejects.toThrow(`suotdoi start, số hiệu ${process.pid}`);
  await expect(second).rejects.toThrow(`suotdoi start, process ${process.pid}`);
});

test('a command beside a running program uses its database, and leaves it running', async () => {
  const borrowed = await borrowDatabase(config, { command: 'recount', say: quiet });
  expect(borrowed.url).toBe(running.url);
  await borrowed.close();
  const client = new pg.Client({ connectionString: running.url });
  await client.connect();
  await client.end();
});

test('a command alone starts the database, and the program waits until it is done', async () => {
  await running.close();
  const alone = await borrowDatabase(config, { command: 'recount', say: quiet });
  const starting = takeDatabase(config, { command: 'start', say: quiet });
  await migrate(alone.url);
  await alone.close();
  running = await starting;
  expect(await migrate(running.url)).toEqual([]);
});

test('data made by a newer program is refused in a sentence', async () => {
  const client = new pg.Client({ connectionString: running.url });
  await client.connect();
  await client.query(`insert into public.migration values ('9999_future.sql', now())`);
  await expect(migrate(running.url)).rejects.toThrow(/mới hơn.*9999_future/);
  await client.query(`delete from public.migration where name = '9999_future.sql'`);
  await client.end();
});

test('a DATABASE_URL where nobody answers is told in a sentence', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const failing = migrate(`postgres://nobody@127.0.0.1:${port}/nothing`);
  await expect(failing).rejects.toBeInstanceOf(Cannot);
  await expect(failing).rejects.toThrow(/ECONNREFUSED/);
});

test('a port that is no number is told in a sentence', () => {
  expect(() => readConfig({ PORT: 'tám' })).toThrow(Cannot);
  expect(readConfig({}).port).toBe(8080);
});
