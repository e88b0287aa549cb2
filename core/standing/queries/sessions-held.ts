import { type Ctx, type Month, momentOf } from '@suotdoi/core/ground';
import { levelOf } from '@suotdoi/core/units';
import { sql } from 'kysely';

/**
 * How many sessions were held within a village or commune from one month up to, not including,
 * another; null for wider units, where it would be a count of the whole log. The caller has
 * authorised `figures.see`.
 */
export async function sessionsHeld(
  ctx: Ctx,
  { unit, from, before }: { unit: string; from: Month; before: Month },
): Promise<number | null> {
  const level = levelOf(unit);
  if (level !== 'village' && level !== 'commune') return null;
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from units.v_ancestry a
    join learning.v_session s on s.unit = a.unit
      and s.held_at >= ${momentOf(`${from}-01`)} and s.held_at < ${momentOf(`${before}-01`)}
    where a.ancestor = ${unit} and a.valid_to is null
  `.execute(ctx.db);
  return rows[0]?.n ?? 0;
}
