import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Unit } from './model.ts';

const columns = sql<Unit>`u.code, u.level, u.kind, u.parent, u.name, u.name_en as "nameEn"`;

/**
 * A unit with the units above it, the nation first and itself last. Names of places are public.
 * Refuses `missing units.unknown_unit`.
 */
export async function unitPath(ctx: Ctx, code: string): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select ${columns}
    from units.ancestry a
    join units.v_unit u on u.code = a.ancestor
    where a.unit = ${code} and a.valid_to is null
    order by array_position(array['nation', 'province', 'commune', 'village'], u.level)
  `.execute(ctx.db);
  if (rows.length === 0) throw new Refusal('missing', 'units.unknown_unit', { values: { code } });
  return rows;
}

/** The units directly below one, in the order of the official list. */
export async function unitsBelow(ctx: Ctx, code: string): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select ${columns} from units.v_unit u
    where u.parent = ${code} and u.valid_to is null
    order by u.position, u.name collate "vi-VN-x-icu"
  `.execute(ctx.db);
  return rows;
}

/** Every village within the given units (an officer's scope), with its commune's name, for choosing. */
export async function villagesWithin(
  ctx: Ctx,
  units: readonly string[],
): Promise<(Unit & { commune: string })[]> {
  const { rows } = await sql<Unit & { commune: string }>`
    select ${columns}, c.name as commune
    from units.v_unit u
    join units.v_unit c on c.code = u.parent
    where u.level = 'village' and u.valid_to is null
      and exists (select 1 from units.ancestry a
        where a.unit = u.code and a.valid_to is null and a.ancestor = any(${units}::text[]))
    order by c.position, u.position
  `.execute(ctx.db);
  return rows;
}
