import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { Cannot } from './embedded.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any two processes that migrate the same database wait for each other on this lock. */
const LOCK = 7_204_001;

/**
 * Brings a database to the newest schema: plain SQL files, forward only, each in its own
 * transaction, under an advisory lock. Returns the names of the files applied; `told` is told
 * before each.
 * @throws Cannot if the database cannot be reached or is too old, or holds a migration this program
 *   does not know (a newer program made it)
 */
export async function migrate(
  url: string,
  told: (done: number, of: number) => void = () => {},
): Promise<string[]> {
  const files = (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort();
  const client = await connect(url);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists public.migration (name text primary key, applied timestamptz not null)',
    );
    const { rows } = await client.query<{ name: string }>('select name from public.migration');
    const known = new Set(files);
    const newer = rows.map((r) => r.name).filter((name) => !known.has(name));
    if (newer.length > 0) throw madeByNewer(newer);
    const done = new Set(rows.map((r) => r.name));
    const todo = files.filter((f) => !done.has(f));
    for (const [i, file] of todo.entries()) {
      told(i, todo.length);
      await apply(client, file);
    }
    return todo;
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).name;
    throw new Cannot(
      `Không vào được cơ sở dữ liệu (${why}). Hãy xem lại DATABASE_URL.`,
      `The database cannot be reached (${why}). Check DATABASE_URL.`,
      cause,
    );
  }
  await checkServer(client).catch(async (error) => {
    await client.end();
    throw error;
  });
  return client;
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; collated: boolean }>(
    `select current_setting('server_version_num')::int as version,
       current_setting('server_encoding') as encoding,
       exists (select 1 from pg_collation where collname = 'vi-VN-x-icu') as collated`,
  );
  const [server] = rows;
  if (server && server.version >= 160_000 && server.encoding === 'UTF8' && server.collated) return;
  throw new Cannot(
    'Cơ sở dữ liệu cần PostgreSQL 16 trở lên, mã UTF8, có ICU.',
    'The database must be PostgreSQL 16 or newer, in UTF8, with ICU.',
  );
}

async function apply(client: pg.Client, file: string): Promise<void> {
  const text = await readFile(new URL(file, folder), 'utf8');
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into public.migration values ($1, $2)', [file, new Date()]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`Migration ${file} failed; the database is as it was before it.`, { cause });
  }
}

function madeByNewer(files: readonly string[]): Cannot {
  const list = files.join(', ');
  return new Cannot(
    `Dữ liệu do bản Suốt Đời mới hơn tạo ra (${list}). Hãy cài bản mới đó.`,
    `The data was made by a newer version of Suốt Đời (${list}). Install that version.`,
  );
}
