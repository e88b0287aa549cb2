import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Home } from './home.ts';

/**
 * Runs one of PostgreSQL's programs as the right user and returns its exit code. What it says goes
 * to a file or nowhere, never to a pipe: a postmaster started below would keep the pipe open.
 */
export async function runProgram(
  program: string,
  options: readonly string[],
  about: { home: Home; log?: string },
): Promise<number> {
  const { user, folder } = about.home;
  const out = about.log ? openSync(about.log, 'w', 0o600) : null;
  try {
    const child = spawn(program, options, {
      cwd: folder,
      stdio: ['ignore', out ?? 'ignore', out ?? 'ignore'],
      windowsHide: true,
      // Its own session: Ctrl-C in the terminal stops us, and we stop PostgreSQL in good order.
      detached: process.platform !== 'win32',
      env: { PATH: process.env.PATH, SYSTEMROOT: process.env.SYSTEMROOT, LC_ALL: 'C', TZ: 'UTC' },
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    if (out !== null) closeSync(out);
  }
}
