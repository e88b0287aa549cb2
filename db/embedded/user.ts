import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Cannot } from './cannot.ts';

/** The user PostgreSQL runs as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const OURS = 'suotdoi';

/**
 * PostgreSQL refuses to run as root. Returns null when we are not root; otherwise the owner of the
 * data if there is data, else `suotdoi`, else `postgres`, else a new system user `suotdoi`, else
 * `nobody`. It must have a passwd entry: initdb asks for its own name.
 */
export function unprivilegedUser(ownerOfData: number | null): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const found =
    passwd((user) => user.uid === ownerOfData) ??
    passwd((user) => user.name === OURS) ??
    passwd((user) => user.name === 'postgres') ??
    createUser() ??
    passwd((user) => user.name === 'nobody');
  if (found) return found;
  throw new Cannot(
    'Đang chạy bằng root nhưng máy không có người dùng thường nào cho PostgreSQL. Hãy tạo một người dùng: useradd --system suotdoi',
    'Running as root, but this machine has no ordinary user for PostgreSQL. Create one: useradd --system suotdoi',
  );
}

function passwd(wanted: (user: RunAs) => boolean): RunAs | undefined {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find((user) => user.name !== '' && user.uid > 0 && wanted(user));
}

function createUser(): RunAs | undefined {
  try {
    const options = ['--system', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...options, OURS], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return passwd((user) => user.name === OURS);
}

/** Whether that user can enter a folder: asked of the kernel, because modes do not tell all. */
export function canEnter(user: RunAs, folder: string): boolean {
  const { uid, gid } = user;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid, gid, cwd: '/' }).status === 0;
}
