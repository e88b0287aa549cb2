import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Cannot, hold, type Postgres, startPostgres } from '../embedded.ts';
import { processesIn } from './postmaster.ts';

const isRoot = process.getuid?.() === 0;
let dataDir: string;
const running: Postgres[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'suotdoi-own-'));
});
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function start(folder = dataDir, say?: (line: string) => void): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir: folder, ...(say ? { say } : {}) });
  running.push(postgres);
  return postgres;
}

async function rows<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs the program that writes until it has had `wanted` rows acknowledged. */
async function writer(
  wanted: number,
): Promise<{ child: ChildProcess; acknowledged: () => number }> {
  const file = fileURLToPath(new URL('./writer.child.ts', import.meta.url));
  const child = spawn(process.execPath, [file, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    last = Number(chunk.toString().trim().split('\n').pop());
  });
  await vi.waitUntil(() => last >= wanted, { timeout: 20_000, interval: 20 });
  return { child, acknowledged: () => last };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function written(url: string): Promise<number> {
  const [row] = await rows<{ n: string }>(url, 'select max(n) as n from act');
  return Number(row?.n);
}

test('a first start makes a database in UTC, in UTF-8, that keeps what it acknowledges', async () => {
  const { url, version } = await start();
  const [found] = await rows(
    url,
    `select current_setting('timezone') as zone, current_setting('server_encoding') as encoding,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  expect(found).toEqual({ zone: 'UTC', encoding: 'UTF8', fsync: 'on', commit: 'on' });
  expect(version).toMatch(/^18\./);
});

test('nobody on the machine gets in without the password, which only the owner can read', async () => {
  const { url, folder } = await start();
  const open = new URL(url);
  open.password = 'guess';
  await expect(rows(open.href, 'select 1')).rejects.toThrow('password authentication failed');
  expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await readFile(join(folder, 'data', 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*trust/m);
});

test('after kill -9 of Node, the next start takes over and every acknowledged act is there', async () => {
  const { child, acknowledged } = await writer(50);
  await kill(child);
  expect(await processesIn(join(dataDir, 'postgres', 'data'))).not.toEqual([]);
  const { url } = await start();
  expect(await written(url)).toBeGreaterThanOrEqual(acknowledged());
});

test('after kill -9 of Node and PostgreSQL, every acknowledged act is there', async () => {
  const { child, acknowledged } = await writer(50);
  for (const pid of await processesIn(join(dataDir, 'postgres', 'data'))) {
    process.kill(pid, 'SIGKILL');
  }
  await kill(child);
  const { url } = await start();
  expect(await written(url)).toBeGreaterThanOrEqual(acknowledged());
});

test('a process number left in postmaster.pid that is another program’s by now hinders nothing', async () => {
  await (await start()).stop();
  const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  const stranger = spawn('sleep', ['60'], await ownerOf(join(dataDir, 'postgres')));
  await writeFile(pidFile, `${stranger.pid}\n${join(dataDir, 'postgres', 'data')}\n0\n1\n\n\n`);
  const { url } = await start();
  expect(await rows(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
});

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | object> {
  const { uid, gid } = await stat(path);
  return isRoot ? { uid, gid } : {};
}

test('PostgreSQL that dies while the program runs is started again', async () => {
  const said: string[] = [];
  const { url } = await start(dataDir, (line) => said.push(line));
  for (const pid of await processesIn(join(dataDir, 'postgres', 'data'))) {
    process.kill(pid, 'SIGKILL');
  }
  const answer = () =>
    rows(url, 'select 1')
      .then(() => true)
      .catch(() => false);
  await vi.waitUntil(answer, { timeout: 15_000, interval: 200 });
  expect(said).toEqual([expect.stringMatching(/dừng đột ngột/), expect.stringMatching(/stopped/)]);
});

test('if another program took PostgreSQL’s port, another port is taken', async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  await first.stop();
  const other = createServer().listen(port, '127.0.0.1');
  await vi.waitUntil(() => other.listening);
  const second = await start();
  expect(Number(new URL(second.url).port)).not.toBe(port);
  other.close();
});

test('data of another major version is refused in a sentence, and left as it is', async () => {
  await (await start()).stop();
  const versionFile = join(dataDir, 'postgres', 'data', 'PG_VERSION');
  const kept = await readFile(versionFile, 'utf8');
  await writeFile(versionFile, '17\n');
  await expect(start()).rejects.toThrow(/PostgreSQL 17 tạo.*\n.*made by PostgreSQL 17/);
  await expect(start()).rejects.toBeInstanceOf(Cannot);
  await writeFile(versionFile, kept);
  expect(await rows((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a first start that was cut in the middle is begun again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suotdoi-cut-'));
  const starting = spawn(
    process.execPath,
    [fileURLToPath(new URL('./writer.child.ts', import.meta.url)), folder],
    { stdio: 'ignore' },
  );
  await vi.waitUntil(
    () =>
      readdir(join(folder, 'postgres')).then(
        (names) => names.some((name) => name.startsWith('data.new-')),
        () => false,
      ),
    {
      timeout: 10_000,
      interval: 5,
    },
  );
  await kill(starting);
  const postgres = await start(folder);
  expect(await rows(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a data folder has one holder, and is free the moment that one dies', async () => {
  const { child } = await writer(1);
  expect(await hold(dataDir, 'start')).toBeNull();
  await kill(child);
  const held = await hold(dataDir, 'start');
  expect(held).not.toBeNull();
  await held?.release();
  await start();
});

test.runIf(isRoot)('as root, PostgreSQL runs as an unprivileged user', async () => {
  const { folder } = await start();
  const [pid] = await processesIn(join(folder, 'data'));
  expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
});

test.runIf(isRoot)(
  'as root, with a data folder that user cannot enter, the database is kept in /var/lib/suotdoi, and that is said',
  async () => {
    const privateDir = await mkdtemp(join(tmpdir(), 'suotdoi-private-'));
    await writeFile(join(privateDir, 'note.txt'), 'somebody else’s folder');
    await chmod(privateDir, 0o700);
    const said: string[] = [];
    const first = await start(privateDir, (line) => said.push(line));
    expect(first.folder).toMatch(/^\/var\/lib\/suotdoi\/data-/);
    expect(said.join('\n')).toContain(first.folder);
    await rows(first.url, 'create table kept (n int)');
    await first.stop();
    const second = await start(privateDir);
    expect(await rows(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
    await second.stop();
    await rm(second.folder, { recursive: true });
    await rm(privateDir, { recursive: true });
  },
);
