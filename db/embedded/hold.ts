import { createHash } from 'node:crypto';
import { access, constants, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Cannot } from './cannot.ts';

/** Who works on a data folder. */
export interface Holder {
  readonly pid: number;
  /** The command, e.g. "start" or "recount". */
  readonly command: string;
  /** ISO moment. */
  readonly since: string;
  /** The web address, when it serves. */
  readonly address?: string;
}

export interface Hold {
  release(): Promise<void>;
}

/**
 * Takes a data folder for this process, or returns null if another process has it. The lock is a
 * socket name known to the kernel, so it is free the moment its holder dies, however it dies;
 * `suotdoi.lock` only says who it is.
 * @throws Cannot if this user cannot write in the folder
 */
export async function hold(dataDir: string, command: string): Promise<Hold | null> {
  await makeWritable(dataDir);
  const server = createServer((socket) => socket.destroy()).unref();
  if (!(await listen(server, await socketName(dataDir)))) return null;
  await writeHolder(dataDir, { pid: process.pid, command, since: new Date().toISOString() });
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Cannot(
      `Không ghi được vào ${folder}. Hãy chạy bằng người dùng đã tạo ra thư mục này, hoặc đặt DATA_DIR khác.`,
      `${folder} cannot be written to. Run as the user who made it, or set another DATA_DIR.`,
      cause,
    );
  }
}

export async function writeHolder(dataDir: string, holder: Holder): Promise<void> {
  await writeFile(join(dataDir, 'suotdoi.lock'), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
}

export async function readHolder(dataDir: string): Promise<Holder | null> {
  const text = await readFile(join(dataDir, 'suotdoi.lock'), 'utf8').catch(() => null);
  try {
    return text === null ? null : (JSON.parse(text) as Holder);
  } catch {
    return null; // Being written at this moment.
  }
}

async function socketName(dataDir: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 32);
  return process.platform === 'win32' ? `\\\\.\\pipe\\suotdoi-${name}` : `\0suotdoi-${name}`;
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen({ path }, () => resolve(true));
  });
}
