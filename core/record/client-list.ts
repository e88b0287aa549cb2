import { authorise } from '@suotdoi/core/accounts';
import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/** A machine that was let in to write. Its secret is not kept. */
export interface ListedClient {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly unitName: string;
  /** What it may do, in the standard's words. */
  readonly scopes: string[];
  readonly created: Date;
  /** When it was shut out. */
  readonly revoked: Date | null;
}

/** Machines let in at a unit or within it, those still let in first, the newest first. At most 200. */
export async function clientList(ctx: Ctx, unit: string): Promise<ListedClient[]> {
  await authorise(ctx, 'clients.manage', unit);
  const { rows } = await sql<ListedClient>`
    select c.key, c.name, c.unit, coalesce(u.name, c.unit) as "unitName", c.scopes,
      c.created, c.revoked
    from record.client c
    left join units.v_unit u on u.code = c.unit
    where c.unit in (select unit from units.v_ancestry
      where valid_to is null and ancestor = ${unit})
    order by c.revoked desc nulls first, c.created desc
    limit 200
  `.execute(ctx.db);
  return rows;
}
