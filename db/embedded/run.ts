import { readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { Cannot } from './cannot.ts';
import { clusterUrl, ensureCluster, ROLE, writeSettings } from './cluster.ts';
import { findHome, type Home } from './home.ts';
import { findPostmaster, removeStalePid } from './postmaster.ts';
import { runProgram } from './program.ts';

export interface PostgresOptions {
  /** The program's data folder; PostgreSQL's own folder stands below it. */
  readonly dataDir: string;
  /** False for tests only. */
  readonly durable?: boolean;
  /** Where lines for the operator go; each comes in Vietnamese, then in English. */
  readonly say?: (line: string) => void;
}

export interface Postgres {
  /** Address of the program's database, password included: never print it. */
  readonly url: string;
  readonly version: string;
  /** Where the cluster stands. */
  readonly folder: string;
  stop(): Promise<void>;
}

const WATCH_MS = 2000;
const START_TRIES = 4;

/**
 * Starts the PostgreSQL of a data folder, making its cluster the first time. One left behind by a
 * killed program is stopped first. While it runs it is watched, and started again if it dies.
 * The caller holds the data folder (`hold`). Throws `Cannot` with a sentence for the operator.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const say = options.say ?? (() => undefined);
  const home = await findHome(options.dataDir, say);
  const binaries = await findBinaries(home.user, home.elsewhere);
  await ensureCluster(home, binaries);
  const cluster: Cluster = { home, binaries, durable: options.durable ?? true, say };
  await stopCluster(cluster);
  const port = await startCluster(cluster, await lastPort(home));
  await ensureDatabase(await clusterUrl(home, port, 'postgres'));
  const endWatch = watch(cluster, port);
  return {
    url: await clusterUrl(home, port),
    version: binaries.version,
    folder: home.folder,
    stop: async () => {
      await endWatch();
      await stopCluster(cluster);
    },
  };
}

/** Looks now and then whether PostgreSQL lives, and starts it again. Returns how to end this. */
function watch(cluster: Cluster, port: number): () => Promise<void> {
  let looking: Promise<void> | null = null;
  let down = false;
  const timer = setInterval(() => {
    looking ??= revive(cluster, { port, down }).then((still) => {
      down = still;
      looking = null;
    });
  }, WATCH_MS).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** The address of the database of a program that runs on this data folder, if one does. */
export async function runningUrl(dataDir: string): Promise<string | null> {
  const home = await findHome(dataDir, () => undefined);
  const postmaster = await findPostmaster(home);
  return postmaster ? clusterUrl(home, postmaster.port) : null;
}

interface Cluster {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly say: (line: string) => void;
}

/** Returns the port: the wished one if it is free, else any free one. */
async function startCluster(cluster: Cluster, wished: number): Promise<number> {
  const { home, durable } = cluster;
  for (let tries = 1; ; tries++) {
    const port = await freePort(tries === 1 ? wished : 0);
    await writeSettings(home, { port, durable });
    await removeStalePid(home);
    if ((await control(cluster, 'start')) === 0) return port;
    if (tries === START_TRIES) break;
    // Another program took the port meanwhile, or children of a killed server are still leaving.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  const log = logFile(home);
  const why = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-4);
  if (why.some((line) => line.includes('No space left on device'))) throw diskFull(home);
  throw new Cannot(
    `PostgreSQL không khởi động được. Xem ${log}:\n${why.join('\n')}`,
    `PostgreSQL could not start. See ${log}.`,
  );
}

function diskFull({ folder }: Home): Cannot {
  return new Cannot(
    `Ổ đĩa có ${folder} đã đầy nên PostgreSQL chưa chạy được. Việc đã lưu vẫn còn. Hãy dọn ổ đĩa rồi khởi động lại.`,
    `The disk of ${folder} is full, so PostgreSQL cannot run. What was saved is safe. Free some room and start again.`,
  );
}

async function stopCluster(cluster: Cluster): Promise<void> {
  if (await findPostmaster(cluster.home)) await control(cluster, 'stop');
}

async function control(cluster: Cluster, action: 'start' | 'stop'): Promise<number> {
  const { home, binaries } = cluster;
  const data = ['-D', join(home.folder, 'data'), '-w', '-s'];
  if (action === 'start') await turnLog(home);
  // Recovery after a power cut may take minutes on an old disk: wait for it.
  const more = action === 'start' ? ['-t', '900', '-l', logFile(home)] : ['-t', '60', '-m', 'fast'];
  return runProgram(join(binaries.folder, 'pg_ctl'), [action, ...data, ...more], { home });
}

/** Said once while it stays down, however often it is tried. */
async function revive(cluster: Cluster, { port, down }: Watched): Promise<boolean> {
  if (await findPostmaster(cluster.home)) return false;
  if (!down) {
    cluster.say('PostgreSQL đã dừng đột ngột, đang khởi động lại.');
    cluster.say('PostgreSQL stopped unexpectedly; starting it again.');
  }
  try {
    await startCluster(cluster, port);
    return false;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!down) cluster.say(code === 'ENOSPC' ? diskFull(cluster.home).message : message);
    return true;
  }
}

interface Watched {
  readonly port: number;
  readonly down: boolean;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (found.rowCount === 0) await client.query(`create database ${ROLE} template template0`);
  } finally {
    await client.end();
  }
}

async function lastPort(home: Home): Promise<number> {
  const text = await readFile(join(home.folder, 'data', 'suotdoi.conf'), 'utf8').catch(() => '');
  return Number(/^port = (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** The wished port if nobody listens on it, else one the system chooses. */
async function freePort(wished: number): Promise<number> {
  const port = await listenOnce(wished);
  return port ?? (await listenOnce(0)) ?? 0;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}

const LOG_LIMIT = 5_000_000;

function logFile(home: Home): string {
  return join(home.folder, 'postgres.log');
}

async function turnLog(home: Home): Promise<void> {
  const size = await stat(logFile(home)).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_LIMIT) return;
  await rm(`${logFile(home)}.1`, { force: true });
  await rename(logFile(home), `${logFile(home)}.1`);
}
