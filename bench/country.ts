import { existsSync, readFileSync } from 'node:fs';
import type { Ctx } from '@suotdoi/core/ground';
import { foldRound } from '@suotdoi/core/standing';
import { importUnits, unitsBelow } from '@suotdoi/core/units';
import { sql } from 'kysely';

const official = new URL('../../shared/domain/vn-units-2026.csv', import.meta.url);
const COMMUNES = 3321;
const VILLAGES = 2;

/** The country's units, from the official list where it is at hand, and two villages a commune. */
export async function country(ctx: Ctx): Promise<void> {
  const bytes = existsSync(official) ? readFileSync(official) : await syntheticList(ctx);
  await importUnits(ctx, { bytes, from: '2025-07-01', source: 'bench' });
  await sql`
    with fresh as materialized (
      select u.code || '.' || lpad((90 + n)::text, 2, '0') as code, u.code as commune, n
      from units.v_unit u cross join generate_series(1, ${VILLAGES}::int) n
      where u.level = 'commune' and u.valid_to is null
    ), unit as (
      insert into units.unit (code, level, valid_from)
      select code, 'village', '2025-07-01' from fresh
    ), version as (
      insert into units.unit_version (code, valid_from, parent, kind, name, name_en, search, position)
      select code, '2025-07-01', commune, 'village', 'Thôn ' || n, 'Thôn ' || n, 'thon ' || n, n
      from fresh
    )
    insert into units.ancestry (unit, ancestor, ancestor_level, valid_from)
    select code, code, 'village', '2025-07-01'::date from fresh
    union all
    select f.code, a.ancestor, a.ancestor_level, '2025-07-01' from fresh f
    join units.ancestry a on a.unit = f.commune and a.valid_to is null
  `.execute(ctx.db);
  await foldRound(ctx);
}

/** As many provinces and communes as the country has, with made-up names. */
async function syntheticList(ctx: Ctx): Promise<Buffer> {
  const [provinces, known] = await Promise.all([unitsBelow(ctx, 'VN'), unitsBelow(ctx, '40')]);
  const lines = [...provinces, ...known].map((u) => `${u.code},${u.name},${u.parent}`);
  for (let i = 0; lines.length < COMMUNES + provinces.length; i++) {
    const province = provinces[i % provinces.length]?.code;
    lines.push(`${province}${String(900 - Math.floor(i / provinces.length))},Xã ${i},${province}`);
  }
  return Buffer.from(['code,name,parent_code', ...lines].join('\n'));
}
