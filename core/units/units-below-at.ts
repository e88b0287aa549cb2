import type { Day } from '@suotdoi/core/ground';
import { type RawBuilder, sql } from 'kysely';
import { NATION } from './model.ts';

/** Rows of `unitsBelowAt`; `ended`: the unit is no more today. */
export interface UnitBelow {
  readonly code: string;
  readonly name: string;
  readonly name_en: string;
  readonly position: number;
  readonly ended: boolean;
}

/**
 * The units directly below one, for a query to join: those of today (`day` null), or those that were
 * there on a day. What is older than a unit is counted at the unit's first place, so a unit is
 * below that one on earlier days too.
 */
export function unitsBelowAt(unit: string, day: Day | null): RawBuilder<UnitBelow> {
  const columns = sql`u.code, u.name, u.name_en, u.position, u.valid_to is not null as ended`;
  if (day === null) {
    return sql`select ${columns} from units.v_unit u
      where u.parent = ${unit} and u.valid_to is null`;
  }
  if (unit === NATION) {
    return sql`select ${columns} from units.v_unit u
      where u.parent = ${NATION} and (u.valid_to is null or u.valid_to > ${day}::date)`;
  }
  // A unit that has since ended or moved is below another one today: its dates are in the ancestry.
  return sql`select distinct ${columns}
    from units.v_ancestry a
    join units.v_unit u on u.code = a.unit
    where a.ancestor = ${unit} and length(a.unit) = ${unit.length === 2 ? 5 : 8}
      and (a.valid_to is null or a.valid_to > ${day}::date)
      and (a.valid_from <= ${day}::date or not exists (
        select 1 from units.v_ancestry e
        where e.unit = a.unit and e.ancestor = a.unit and e.valid_from < a.valid_from))`;
}
