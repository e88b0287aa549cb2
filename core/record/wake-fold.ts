import type { Db } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/** Wakes the fold when this transaction commits; if nobody listens, its clock finds the work. */
export async function wakeFold(db: Db): Promise<void> {
  await sql`select pg_notify('suotdoi_fold', '')`.execute(db);
}
