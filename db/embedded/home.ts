import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Cannot } from './cannot.ts';
import { canEnter, type RunAs, unprivilegedUser } from './user.ts';

/** Where PostgreSQL keeps its things, and as whom it runs. */
export interface Home {
  /** Holds `data/`, `password` and `postgres.log`; open to that user alone. */
  readonly folder: string;
  readonly user: RunAs | null;
  /** Where a copy of the binaries may stand if they cannot be reached where they are. */
  readonly elsewhere: string;
}

const SHARED = '/var/lib/suotdoi';
const POINTER = 'postgres.at';

/**
 * Finds or makes PostgreSQL's folder for a data folder: `<data folder>/postgres`. As root, if the
 * unprivileged user cannot enter there (a clone in a private home), a folder below
 * /var/lib/suotdoi is taken and `<data folder>/postgres.at` remembers it.
 */
export async function findHome(dataDir: string, say: (line: string) => void): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const pointed = await readFile(join(dataDir, POINTER), 'utf8').catch(() => null);
  const inside = join(dataDir, 'postgres');
  const known = pointed?.trim() ?? inside;
  const user = unprivilegedUser(await ownerOf(join(known, 'data')));
  if (!user) return { folder: await own(known, null), user, elsewhere: dataDir };
  if (pointed === null && !canEnter(user, dataDir) && (await isOurs(dataDir))) {
    // Opens our own folder to that user's group, for passing through only.
    await chown(dataDir, 0, user.gid);
    await chmod(dataDir, 0o710);
  }
  const reachable = pointed !== null || canEnter(user, dataDir);
  const folder = reachable ? known : await moveOut(dataDir, { user, say });
  return { folder: await own(folder, user), user, elsewhere: SHARED };
}

/** Made by us just now: owned by root and still empty but for our lock. */
async function isOurs(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir);
  return (await stat(dataDir)).uid === 0 && names.every((name) => name === 'suotdoi.lock');
}

async function moveOut(
  dataDir: string,
  about: { user: RunAs; say: (line: string) => void },
): Promise<string> {
  const folder = join(SHARED, `data-${randomBytes(4).toString('hex')}`);
  await mkdir(SHARED, { recursive: true, mode: 0o755 });
  await writeFile(join(dataDir, POINTER), `${folder}\n`, { mode: 0o644 });
  about.say(
    `Chạy bằng root: PostgreSQL chạy với người dùng “${about.user.name}”, không vào được ${dataDir}. Cơ sở dữ liệu nằm ở ${folder}.`,
  );
  about.say(
    `Running as root: PostgreSQL runs as “${about.user.name}”, who cannot enter ${dataDir}. The database is kept in ${folder}.`,
  );
  return folder;
}

async function ownerOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.uid,
    () => null,
  );
}

async function own(folder: string, user: RunAs | null): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (user) await chown(folder, user.uid, user.gid);
    await readdir(folder);
  } catch (cause) {
    throw new Cannot(
      `Không mở được ${folder}. Thư mục này thuộc người dùng khác; hãy chạy bằng người dùng đã tạo ra nó.`,
      `${folder} cannot be opened. It belongs to another user; run as the user who made it.`,
      cause,
    );
  }
  return folder;
}
