import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';

/** A unit without an act for this many days is quiet. */
const QUIET_DAYS = 30;

/** A quiet unit with its last act; null: never one. */
export interface QuietUnit {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly last: Date | null;
  /** People of the age of the standard who are registered there. */
  readonly citizens: number;
}

export interface QuietUnits {
  readonly path: Unit[];
  readonly unit: Unit;
  /** How many units there are below. */
  readonly of: number;
  /** Quiet longest first; those that never began stand last. */
  readonly quiet: QuietUnit[];
}

/**
 * The units below a province or a commune in which nothing was learnt for 30 days. An act counts
 * where it happened, whatever its result.
 * @throws Refusal `invalid` standing.quiet_level for the nation and for a village
 */
export async function quietUnits(ctx: Ctx, unit: string): Promise<QuietUnits> {
  await authorise(ctx, 'figures.see', unit);
  const path = await unitPath(ctx, unit);
  const here = path.at(-1) as Unit;
  if (here.level !== 'province' && here.level !== 'commune')
    throw new Refusal('invalid', 'standing.quiet_level');
  const { rows } = await sql<QuietUnit>`
    select u.code, u.name, u.name_en as "nameEn", max(l.happened) as last,
      coalesce((select sum(n) from standing.tally t
        where t.unit = u.code and t.indicator = 'citizens' and t.slice = ''), 0) as citizens
    from units.v_unit u
    join units.v_ancestry a on a.ancestor = u.code and a.valid_to is null
    left join lateral (select s.happened from record.v_act s
      where s.unit = a.unit and s.happened <= ${ctx.now}
      order by s.happened desc limit 1) l on true
    where u.parent = ${unit} and u.valid_to is null
    group by u.code, u.name, u.name_en, u.position
    order by max(l.happened), u.position
  `.execute(ctx.db);
  const since = ctx.now.getTime() - QUIET_DAYS * 86_400_000;
  const quiet = rows.filter(({ last }) => last === null || last.getTime() < since);
  return { path, unit: here, of: rows.length, quiet };
}
