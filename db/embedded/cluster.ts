import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { Cannot } from './cannot.ts';
import type { Home } from './home.ts';
import { runProgram } from './program.ts';

export const ROLE = 'suotdoi';
const BUILDING = 'data.new-';

/** Makes the cluster if there is none yet; refuses one of another major version. */
export async function ensureCluster(home: Home, binaries: Binaries): Promise<void> {
  const data = join(home.folder, 'data');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) return createCluster(home, binaries);
  if (version.trim() === binaries.major) return;
  throw new Cannot(
    `Dữ liệu ở ${data} do PostgreSQL ${version.trim()} tạo; chương trình này dùng PostgreSQL ${binaries.major}. Hãy dùng bản Suốt Đời đã tạo ra nó.`,
    `The data in ${data} was made by PostgreSQL ${version.trim()}; this program has PostgreSQL ${binaries.major}. Use the version of Suốt Đời that made it.`,
  );
}

/**
 * Built beside and renamed, so that a power cut in the middle leaves nothing half made. Each try
 * has a folder of its own: an initdb whose program was killed may still be writing into another.
 */
async function createCluster(home: Home, binaries: Binaries): Promise<void> {
  const left = (await readdir(home.folder)).filter((name) => name.startsWith(BUILDING));
  const building = await mkdtemp(join(home.folder, BUILDING));
  await writeFile(passwordFile(home), randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (home.user) {
    await chown(building, home.user.uid, home.user.gid);
    await chown(passwordFile(home), home.user.uid, home.user.gid);
  }
  const log = join(home.folder, 'initdb.log');
  const status = await runProgram(join(binaries.folder, 'initdb'), initOptions(home, building), {
    home,
    log,
  });
  if (status !== 0) {
    const why = await readFile(log, 'utf8').catch(() => '');
    throw new Cannot(
      `Không tạo được cơ sở dữ liệu ở ${home.folder}. Xem ${log}.`,
      `The database in ${home.folder} could not be made. See ${log}.`,
      why,
    );
  }
  await rename(building, join(home.folder, 'data'));
  await rm(log, { force: true });
  for (const name of left) {
    await rm(join(home.folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function initOptions(home: Home, data: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${ROLE}`,
    `--pwfile=${passwordFile(home)}`,
    // Nobody on this machine comes in without the password, whatever their user.
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=vi-VN',
  ];
}

function passwordFile(home: Home): string {
  return join(home.folder, 'password');
}

export async function clusterUrl(home: Home, port: number, database = ROLE): Promise<string> {
  const password = (await readFile(passwordFile(home), 'utf8')).trim();
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

export interface ClusterSettings {
  readonly port: number;
  /** False for tests only: a power cut may then lose everything. */
  readonly durable: boolean;
}

/** Written before every start, so that a newer program brings its own settings. */
export async function writeSettings(home: Home, settings: ClusterSettings): Promise<void> {
  const data = join(home.folder, 'data');
  await replaceFile(join(data, 'suotdoi.conf'), settingsText(settings));
  const main = join(data, 'postgresql.conf');
  const text = await readFile(main, 'utf8');
  const include = "include 'suotdoi.conf'";
  if (!text.includes(include)) await replaceFile(main, `${text}\n${include}\n`);
}

/** Whole or not at all: on a full disk a file that is written over would be left empty. */
async function replaceFile(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

function settingsText({ port, durable }: ClusterSettings): string {
  const fast = durable
    ? []
    : [
        'fsync = off',
        'synchronous_commit = off',
        'full_page_writes = off',
        'wal_level = minimal',
        'max_wal_senders = 0',
      ];
  const lines = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    // Modest: an old PC in a village runs Node beside it.
    'shared_buffers = 64MB',
    'work_mem = 8MB',
    'maintenance_work_mem = 64MB',
    'effective_cache_size = 512MB',
    'max_connections = 80',
    'max_parallel_workers_per_gather = 0',
    'autovacuum_max_workers = 2',
    'max_wal_size = 512MB',
    'jit = off',
    'io_workers = 1',
    'max_logical_replication_workers = 0',
    // Errors carry the values people typed; the program reports its own errors, without them.
    'log_min_messages = log',
    'log_min_error_statement = panic',
    'log_checkpoints = off',
    ...fast,
  ];
  return `${lines.join('\n')}\n`;
}
