import { type Ctx, type Day, foldText } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Unit } from './model.ts';
import { type OldName, oldNameIn } from './old-names.ts';

/** A unit of today, with the province (or commune) it is in. */
export interface UnitFound extends Unit {
  readonly within: string | null;
}

/** A name that is no more, and what it became as far as that is known. */
export interface OldFound {
  readonly kind: OldName['kind'] | 'commune';
  readonly name: string;
  readonly ended: Day;
  readonly into: readonly { code: string; name: string }[];
}

export interface UnitsFound {
  readonly units: UnitFound[];
  readonly old: OldFound[];
  /** Whether more units match than are told. */
  readonly more: boolean;
}

const MOST = 30;

/**
 * Finds provinces, communes and villages by name, marks and case ignored; what follows a comma
 * says where: "Hưng Lộc, Nghệ An". Names of before July 2025 are recognised and explained.
 * Names of places are public.
 */
export async function findUnits(ctx: Ctx, text: string): Promise<UnitsFound> {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const [first = '', ...where] = parts.filter((part) => part !== '');
  const words = foldText(first);
  if (words === '') return { units: [], old: [], more: false };
  const names = [first, ...where].flatMap((part) => oldNameIn(part) ?? []);
  const within = where.filter((part) => !oldNameIn(part)).map((part) => nameOnly(part));
  const [units, old, communes] = await Promise.all([
    unitsNamed(ctx, words, within),
    explained(ctx, names),
    endedNamed(ctx, words),
  ]);
  return { units: units.slice(0, MOST), old: [...old, ...communes], more: units.length > MOST };
}

/** A place without the word for its level. */
function nameOnly(text: string): string {
  return foldText(text).replace(/^(tinh|thanh pho|tp|xa|phuong|dac khu) /, '');
}

async function unitsNamed(
  ctx: Ctx,
  words: string,
  within: readonly string[],
): Promise<UnitFound[]> {
  const province = words.replace(/^(tinh|thanh pho|tp) /, '');
  const { rows } = await sql<UnitFound>`
    select u.code, u.level, u.kind, u.parent, u.name, u.name_en as "nameEn",
      nullif(concat_ws(', ', case when u.level = 'village' then p.name end,
        case when u.level = 'village' then g.name when u.level = 'commune' then p.name end), '')
      as within
    from units.v_unit u
    left join units.v_unit p on p.code = u.parent
    left join units.v_unit g on g.code = p.parent
    where u.valid_to is null and u.level <> 'nation'
      and (u.search like ${`%${words}%`} or (u.level = 'province' and u.search like ${`%${province}%`}))
      and not exists (select 1 from unnest(${within}::text[]) as w (name)
        where strpos(concat_ws(' ', p.search, g.search), w.name) = 0)
    order by u.search = ${words} desc,
      array_position(array['province', 'commune', 'village'], u.level),
      length(u.search), u.code
    limit ${MOST + 1}
  `.execute(ctx.db);
  return rows;
}

async function explained(ctx: Ctx, names: readonly OldName[]): Promise<OldFound[]> {
  const codes = names.flatMap(({ into }) => into ?? []);
  if (names.length === 0) return [];
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from units.v_unit where code = any(${codes}::text[])`.execute(ctx.db);
  return names.map(({ into, ...name }) => ({
    ...name,
    into: rows.filter(({ code }) => code === into),
  }));
}

/** Communes that have ended since this program has a list, and their successors. */
async function endedNamed(ctx: Ctx, words: string): Promise<OldFound[]> {
  const { rows } = await sql<OldFound>`
    select 'commune' as kind, u.name, u.valid_to as ended,
      json_agg(json_build_object('code', s.successor, 'name', n.name) order by s.share desc) as into
    from units.v_unit u
    join units.successor s on s.code = u.code
    join units.v_unit n on n.code = s.successor
    where u.valid_to is not null and u.search like ${`%${words}%`}
    group by u.code, u.name, u.valid_to order by u.name limit 10
  `.execute(ctx.db);
  return rows;
}
