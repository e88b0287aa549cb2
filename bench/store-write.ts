import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, openDatabase } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Figure } from './figure.ts';
import { copyTables } from './store-copy.ts';
import { type Load, load, mean, type Server, startServer } from './store-load.ts';

const SINGLES = 6000;
const BATCH = 100;
const BATCHES = 200;
/** Connections that the bench's own cluster leaves to pgbench. */
const MOST = 64;

const people = Array.from({ length: 2000 }, () => newId());

/** An act as another tool would tell it, of one of our people. */
function told(n: number) {
  return {
    id: newId(),
    actor: { account: { homePage: 'https://suotdoi.vn/people', name: people[n % people.length] } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { en: 'completed' } },
    object: {
      id: `https://hoc.example/bai/${n % 200}`,
      definition: { name: { vi: 'Bài học' }, type: 'https://hoc.example/loai/bai' },
    },
    context: { registration: people[(n * 7) % people.length] },
    timestamp: '2026-10-01T08:00:00.000Z',
  };
}

/**
 * Statements over HTTP, validated and durable. One by one: beside pgbench doing the same writes in
 * one prepared statement of SQL, and beside the same server without gathering. In batches of 100:
 * beside COPY of the very same rows.
 */
export async function storeWrites(url: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const server = await startServer(url);
  const single = (n: number) => post(told(n));
  await load(server, { connections: 32, total: 1000 }, single);
  const at32 = rateOf(await load(server, { connections: 32, total: SINGLES }, single));
  const plain32 = await pgbench(url, 32);
  if (plain32) figures.push(against('record.single32', at32, plain32));
  const at128 = rateOf(await load(server, { connections: 128, total: SINGLES }, single));
  const plain128 = await pgbench(url, MOST);
  if (plain128) figures.push(against('record.single128', at128, plain128));
  const crowd = await load(server, { connections: 1000, total: 10_000 }, single);
  const wait = mean(crowd.times);
  figures.push(
    { name: 'record.clients1000', figure: wait, unit: 'ms', yardstick: 400, ratio: wait / 400 },
    {
      name: 'record.clients1000_failures',
      figure: crowd.failures,
      unit: 'requests',
      yardstick: 0,
      ratio: crowd.failures,
    },
  );
  const batches = await batchRate(server);
  figures.push(against('record.batch100', batches, await copyRate(url)));
  await server.stop();
  const alone = await startServer(url, false);
  await load(alone, { connections: 32, total: 500 }, single);
  const ungathered = rateOf(await load(alone, { connections: 32, total: SINGLES / 2 }, single));
  await alone.stop();
  figures.push(against('record.gather32', at32, ungathered));
  return figures;
}

function post(body: object) {
  return { method: 'POST', path: '/statements', body: JSON.stringify(body) };
}

function rateOf({ times, seconds, failures }: Load): number {
  if (failures > 0) throw new Error(`${failures} of ${times.length} requests failed.`);
  return times.length / seconds;
}

function against(name: string, figure: number, yardstick: number): Figure {
  return { name, figure, unit: 'statements/s', yardstick, ratio: figure / yardstick };
}

async function batchRate(server: Server): Promise<number> {
  const bodies = Array.from({ length: BATCHES }, (_, b) =>
    post(Array.from({ length: BATCH }, (_, i) => told(b * BATCH + i))),
  );
  const ask = (n: number) => bodies[n] ?? post([]);
  return rateOf(await load(server, { connections: 4, total: BATCHES }, ask)) * BATCH;
}

/** What pgbench does a second with these connections; null where it is not installed. */
async function pgbench(url: string, connections: number): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'suotdoi-pgbench-'));
  const script = join(folder, 'write.sql');
  writeFileSync(script, `${writing()};\n`);
  const counts = [
    '-c',
    String(connections),
    '-j',
    '2',
    '-t',
    String(Math.ceil(SINGLES / connections)),
  ];
  const run = spawnSync('pgbench', ['-n', '-M', 'prepared', ...counts, '-f', script, url], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const found = /tps = ([\d.]+) \(without/.exec(run.stdout ?? '');
  return found ? Number(found[1]) : null;
}

/** The rows of one statement of ours, with a body of the same length. */
function writing(): string {
  const body = JSON.stringify({ ...told(0), stored: '', authority: told(0).actor, version: '' });
  const text = `with k as (
    insert into record.statement_key (id, shard, digest)
    values (gen_random_uuid(), '00000', sha256(cast(cast(random() as text) as bytea))) returning id
  ), s as (
    insert into record.statement (shard, id, person, verb, object, registration, happened,
      received, client, related, body)
    select '00000', id, gen_random_uuid(), 'http://adlnet.gov/expapi/verbs/completed',
      'https://hoc.example/bai/1', gen_random_uuid(), now(), now(), 'client:bench',
      cast(array[1, 2, 3] as bigint[]), cast('${body}' as json) from k
  ) insert into record.dirty (shard, person, batch)
    select '00000', gen_random_uuid(), gen_random_uuid() from k`;
  // To pgbench a colon begins a variable, within quotes too.
  return text.replaceAll(/\s+/g, ' ').replaceAll(':', "'||chr(58)||'");
}

/** Rows just written, copied once more under other keys: statements a second. */
async function copyRate(url: string): Promise<number> {
  const { db, close } = openDatabase(url, 4);
  const total = BATCH * BATCHES;
  await sql`create schema if not exists bench`.execute(db);
  await sql`create table bench.copy_key (like record.statement_key including all)`.execute(db);
  await sql`create table bench.copy_statement (like record.statement including all)`.execute(db);
  await sql`create table bench.copy_dirty (like record.dirty including all)`.execute(db);
  const seconds = await copyTables(url, { total, batch: BATCH });
  await close();
  return total / seconds;
}
