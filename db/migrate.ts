import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);
/** Any two processes that migrate the same database wait for each other on this lock. */
const LOCK = 7_204_001;

/**
 * Brings a database to the newest schema: plain SQL files, forward only, each in its own
 * transaction, under an advisory lock. Returns the names of the files applied.
 * Throws if the database holds a migration this program does not know (a newer program made it).
 */
export async function migrate(url: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists public.migration (name text primary key, applied timestamptz not null)',
    );
    const { rows } = await client.query<{ name: string }>('select name from public.migration');
    const known = new Set(files);
    const newer = rows.map((r) => r.name).filter((name) => !known.has(name));
    if (newer.length > 0) throw new NewerDatabase(newer);
    const done = new Set(rows.map((r) => r.name));
    const todo = files.filter((f) => !done.has(f));
    for (const file of todo) await apply(client, file);
    return todo;
  } finally {
    await client.end();
  }
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

/** The database was made by a newer program; this one must not touch it. */
export class NewerDatabase extends Error {
  readonly files: readonly string[];
  constructor(files: readonly string[]) {
    super(`The database was made by a newer version of Suốt Đời (${files.join(', ')}).`);
    this.name = 'NewerDatabase';
    this.files = files;
  }
}
