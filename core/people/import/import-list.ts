import { scopeUnits } from '@suotdoi/core/accounts';
import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { waitingSince } from './kept-import.ts';

/** A sheet that was handed in: it waits, or was applied. */
export interface ListedImport {
  readonly id: string;
  readonly unitName: string;
  readonly file: string;
  readonly created: Date;
  /** Rows under the heading, while it waits. */
  readonly rows: number | null;
  readonly applied: Date | null;
  /** Registered from it. */
  readonly people: number;
}

const SHOWN = 20;

/** The latest sheets of the reader's own place that can still be opened, newest first. */
export async function importList(ctx: Ctx): Promise<ListedImport[]> {
  const scope = scopeUnits(ctx.actor, 'people.register');
  const { rows } = await sql<ListedImport>`
    select i.id, u.name as "unitName", i.file, i.created, i.applied, i.people,
      jsonb_array_length(i.rows) - i.head_rows as rows
    from people.import i join units.v_unit u on u.code = i.unit
    where i.created > ${waitingSince(ctx)} and i.unit in (select unit from units.v_ancestry
      where valid_to is null and ancestor = any(${scope}::text[]))
    order by i.created desc, i.id limit ${SHOWN}
  `.execute(ctx.db);
  return rows;
}
