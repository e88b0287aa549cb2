import type { Ctx, Month } from '@suotdoi/core/ground';
import { flows, type Indicator, type Subject, stocks } from '@suotdoi/core/standing/model';
import { sql } from 'kysely';

/** Numbers by indicator and month. */
export type ByMonth = Map<string, Map<Month, number>>;

export interface UnitBelow {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly reached: number;
  readonly of: number;
  readonly planned: number | null;
}

function byMonth(rows: readonly { indicator: string; month: Month; n: number }[]): ByMonth {
  const map: ByMonth = new Map();
  for (const { indicator, month, n } of rows) {
    const months = map.get(indicator) ?? new Map<Month, number>();
    map.set(indicator, months.set(month, n));
  }
  return map;
}

/** What a plan shows; other indicators and parts of the tally are left unread. */
const shown: readonly Indicator[] = [...stocks, ...flows];

/** All changes of a unit's figures, by indicator and month, up to a month. */
export async function ownChanges(ctx: Ctx, { unit, until }: { unit: string; until: Month }) {
  const { rows } = await sql<{ indicator: string; month: Month; n: number }>`
    select indicator, month, n from standing.v_tally
    where unit = ${unit} and indicator = any(${shown}::text[]) and slice = ''
      and month <= ${until}
  `.execute(ctx.db);
  return byMonth(rows);
}

/** Targets of the year and of the December before it, from which January's addition is told. */
export async function ownTargets(ctx: Ctx, { unit, year }: { unit: string; year: number }) {
  const { rows } = await sql<{ indicator: string; month: Month; n: number }>`
    select indicator, month, n from plans.target
    where unit = ${unit} and month between ${`${year - 1}-12`} and ${`${year}-12`}
  `.execute(ctx.db);
  return byMonth(rows);
}

/** The units below one with their figures of a month and their targets of `planMonth`. */
export async function unitsBelowFigures(
  ctx: Ctx,
  asked: { unit: string; subject: Subject; month: Month; planMonth: Month },
): Promise<UnitBelow[]> {
  const { unit, subject, month, planMonth } = asked;
  const { rows } = await sql<UnitBelow>`
    select u.code, u.name, u.name_en as "nameEn", coalesce(t.reached, 0) as reached,
      coalesce(t."of", 0) as "of", g.n as planned
    from units.v_unit u
    left join lateral (select
        sum(n) filter (where indicator = ${`${subject}_basic`}) as reached,
        sum(n) filter (where indicator = ${subject}) as "of"
      from standing.v_tally
      where unit = u.code and indicator in (${subject}, ${`${subject}_basic`}) and slice = ''
        and month <= ${month}) t on true
    left join plans.target g on g.unit = u.code and g.indicator = ${subject}
      and g.month = ${planMonth}
    where u.parent = ${unit} and u.valid_to is null
    order by u.position, u.name collate "vi-VN-x-icu"
  `.execute(ctx.db);
  return rows;
}

/** When acts were last brought into the figures. */
export async function foldedAt(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.db.selectFrom('standing.v_fold_state').select('folded').executeTakeFirst();
  return row?.folded ?? null;
}

/** A stock at the end of a month: the sum of its changes up to it. */
export function sumUntil(changes: ReadonlyMap<Month, number>, until: Month): number {
  let sum = 0;
  for (const [month, n] of changes) if (month <= until) sum += n;
  return sum;
}
