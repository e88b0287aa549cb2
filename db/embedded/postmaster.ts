import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from './home.ts';

/** What postmaster.pid says about a PostgreSQL that runs, or ran, on a data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The PostgreSQL that runs on this home's data, if one does. A number that belongs to another
 * program by now is not taken for ours.
 */
export async function findPostmaster(home: Home): Promise<Postmaster | null> {
  const postmaster = await readPidFile(home);
  if (!postmaster || !isAlive(postmaster.pid)) return null;
  if (process.platform !== 'linux') return postmaster;
  const pids = await processesIn(join(home.folder, 'data'));
  return pids.includes(postmaster.pid) ? postmaster : null;
}

async function readPidFile(home: Home): Promise<Postmaster | null> {
  const text = await readFile(pidFile(home), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port } : null;
}

function pidFile(home: Home): string {
  return join(home.folder, 'data', 'postmaster.pid');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * After a power cut the number in postmaster.pid may belong to another program by now, and
 * PostgreSQL would refuse to start for ever. The file is removed only when no process at all stands
 * in the data folder (PostgreSQL's all do), so a real one is never overlooked. Linux only: on
 * Windows PostgreSQL tells its own processes by name.
 */
export async function removeStalePid(home: Home): Promise<void> {
  if (process.platform !== 'linux') return;
  if ((await readPidFile(home)) === null) return;
  if ((await processesIn(join(home.folder, 'data'))).length > 0) return;
  await rm(pidFile(home), { force: true });
}

/** Every process whose working folder is this one: a postmaster and its children. */
export async function processesIn(folder: string): Promise<number[]> {
  const path = await realpath(folder);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(
    pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)),
  );
  return pids.filter((_, i) => places[i] === path).map(Number);
}
