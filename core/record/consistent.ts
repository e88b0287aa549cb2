import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/** An act's `received` is decided this long before its transaction begins, at most. */
const SETTLED_MS = 2000;

/** Everything received until this moment is committed and can be read (xAPI 2.0, 4.1.6). */
export async function consistentThrough({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<Date> {
  const { rows } = await sql<{ oldest: Date | null }>`
    select min(xact_start) as oldest from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and pid <> pg_backend_pid()`.execute(db);
  const oldest = rows[0]?.oldest?.getTime() ?? Number.POSITIVE_INFINITY;
  return new Date(Math.min(now.getTime(), oldest) - SETTLED_MS);
}
