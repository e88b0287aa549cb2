import type { Db } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/** Tells those who count by units that the list is another one now. */
export async function raiseRevision(db: Db): Promise<void> {
  await sql`
    insert into units.revision (id, n) values (true, 1)
    on conflict (id) do update set n = revision.n + 1
  `.execute(db);
}
