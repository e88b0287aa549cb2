import type { Ctx, Db } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/** An act's `received` is decided this long before its transaction begins, at most. */
const SETTLED_MS = 2000;

/** What was found is a floor: it stays true, and looking again costs as much as a page. */
const LOOKED_MS = 200;
const looked = new WeakMap<Db, { readonly at: number; readonly through: Date }>();

/** Everything received until this moment is committed and can be read (xAPI 2.0, 4.1.6). */
export async function consistentThrough({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<Date> {
  const known = looked.get(db);
  const age = known ? now.getTime() - known.at : -1;
  if (known && age >= 0 && age < LOOKED_MS) return known.through;
  const { rows } = await sql<{ oldest: Date | null }>`
    select min(xact_start) as oldest from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and pid <> pg_backend_pid()`.execute(db);
  const oldest = rows[0]?.oldest?.getTime() ?? Number.POSITIVE_INFINITY;
  const through = new Date(Math.min(now.getTime(), oldest) - SETTLED_MS);
  looked.set(db, { at: now.getTime(), through });
  return through;
}
