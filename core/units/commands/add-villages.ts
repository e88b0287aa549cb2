import { authorise } from '@suotdoi/core/accounts';
import { audit, type Ctx, change, dayOf, foldText, parse, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { newVillages } from '../model.ts';
import { raiseRevision } from './raise-revision.ts';

/**
 * Adds villages to a commune from today, one name a line as people paste them; a name that is
 * there already (marks and case ignored) is passed over. Returns how many are new.
 * Refuses `missing units.unknown_unit`, `invalid units.too_many_villages`.
 */
export async function addVillages(ctx: Ctx, input: unknown): Promise<number> {
  const { commune, names, from } = parse(newVillages, input);
  await authorise(ctx, 'units.edit', commune);
  return change(ctx, async (ctx) => {
    const known = await villagesEver(ctx, commune);
    const seen = new Set(known.map((v) => v.search));
    const fresh = names.filter((name) => {
      const search = foldText(name);
      return search !== '' && !seen.has(search) && seen.add(search);
    });
    if (fresh.length === 0) return 0;
    const last = Math.max(0, ...known.map((v) => Number(v.code.slice(6))));
    if (last + fresh.length > 99)
      throw new Refusal('invalid', 'units.too_many_villages', { values: { max: 99 } });
    const rows = fresh.map((name, i) => ({
      code: `${commune}.${String(last + 1 + i).padStart(2, '0')}`,
      name,
      search: foldText(name),
      position: last + 1 + i,
    }));
    await writeVillages(ctx, { commune, rows, from: from ?? dayOf(ctx.now) });
    await raiseRevision(ctx.db);
    await audit(ctx, 'units.add_villages', { unit: commune, detail: { n: rows.length } });
    return rows.length;
  });
}

interface Written {
  readonly commune: string;
  readonly rows: readonly { code: string; name: string; search: string; position: number }[];
  readonly from: string;
}

async function villagesEver(
  ctx: Ctx,
  commune: string,
): Promise<{ code: string; search: string }[]> {
  const { rows: found } = await sql`select code from units.unit
    where code = ${commune} and level = 'commune' and valid_to is null for update`.execute(ctx.db);
  if (found.length === 0)
    throw new Refusal('missing', 'units.unknown_unit', { values: { code: commune } });
  const { rows } = await sql<{ code: string; search: string }>`
    select code, search from units.v_unit
    where level = 'village' and left(code, 5) = ${commune}`.execute(ctx.db);
  return rows;
}

async function writeVillages(ctx: Ctx, { commune, rows, from }: Written): Promise<void> {
  const list = sql`json_to_recordset(${JSON.stringify(rows)}::json)
    as v(code text, name text, search text, position int)`;
  await sql`insert into units.unit (code, level, valid_from)
    select code, 'village', ${from}::date from ${list}`.execute(ctx.db);
  await sql`
    insert into units.unit_version (code, valid_from, parent, kind, name, name_en, search, position)
    select code, ${from}::date, ${commune}, 'village', name, name, search, position from ${list}
  `.execute(ctx.db);
  await sql`
    insert into units.ancestry (unit, ancestor, ancestor_level, valid_from)
    select v.code, v.code, 'village', ${from}::date from ${list}
    union all
    select v.code, a.ancestor, a.ancestor_level, ${from}::date
    from ${list} cross join units.ancestry a where a.unit = ${commune} and a.valid_to is null
  `.execute(ctx.db);
}
