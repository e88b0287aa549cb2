import type { Ctx, Month } from '@suotdoi/core/ground';
import { flows, type Indicator, type Subject, stocks } from '@suotdoi/core/standing/model';
import { sql } from 'kysely';
import { monthsOf } from '../periods.ts';

/** Numbers by indicator and month. */
export type ByMonth = Map<string, Map<Month, number>>;

export interface UnitBelow extends FiguresBelow, PlanBelow {}

/** A unit below one, with what was reached there. */
export interface FiguresBelow {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly reached: number;
  readonly of: number;
}

/** What is planned at a unit below one. */
export interface PlanBelow {
  /** Of its own, or else asked of it; null without either. */
  readonly planned: number | null;
  /** Asked of it by the year's end. */
  readonly asked: number | null;
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

/** A unit's own targets, and what the unit above asks of it. */
export interface TargetsRead {
  readonly own: ByMonth;
  readonly asked: ByMonth;
}

/** Targets of the year and of the December before it, from which January's addition is told. */
export async function ownTargets(
  ctx: Ctx,
  { unit, year }: { unit: string; year: number },
): Promise<TargetsRead> {
  const { rows } = await sql<{ indicator: string; month: Month; n: number; own: boolean }>`
    select indicator, month, n, true as own from plans.target
    where unit = ${unit} and month between ${`${year - 1}-12`} and ${`${year}-12`}
    union all
    select a.indicator, a.year::text || '-' || lpad(m.i::text, 2, '0'), m.n, false
    from plans.asked a cross join unnest(a.by_month) with ordinality as m(n, i)
    where a.unit = ${unit} and (a.year = ${year} or (a.year = ${year - 1} and m.i = 12))
  `.execute(ctx.db);
  const [own, asked] = [rows.filter((row) => row.own), rows.filter((row) => !row.own)];
  return { own: byMonth(own), asked: byMonth(asked) };
}

/** The plan that holds for a subject: the unit's own if it has set one, else what is asked of it. */
export function planned(
  { own, asked }: TargetsRead,
  { subject, year }: { subject: Subject; year: number },
): { targets: Map<Month, number>; isAsked: boolean } {
  const mine = own.get(subject) ?? new Map<Month, number>();
  const theirs = asked.get(subject) ?? new Map<Month, number>();
  const isAsked = !mine.has(`${year}-12`) && theirs.has(`${year}-12`);
  const targets = new Map(isAsked ? theirs : mine);
  const before = `${year - 1}-12`;
  const last = mine.get(before) ?? theirs.get(before);
  return { targets: last === undefined ? targets : targets.set(before, last), isAsked };
}

/** The units below one with their figures of a month. */
export async function figuresBelow(
  ctx: Ctx,
  { unit, subject, month }: { unit: string; subject: Subject; month: Month },
): Promise<FiguresBelow[]> {
  const { rows } = await sql<FiguresBelow>`
    select u.code, u.name, u.name_en as "nameEn", coalesce(t.reached, 0) as reached,
      coalesce(t."of", 0) as "of"
    from units.v_unit u
    left join lateral (select
        sum(n) filter (where indicator = ${`${subject}_basic`}) as reached,
        sum(n) filter (where indicator = ${subject}) as "of"
      from standing.v_tally
      where unit = u.code and indicator in (${subject}, ${`${subject}_basic`}) and slice = ''
        and month <= ${month}) t on true
    where u.parent = ${unit} and u.valid_to is null
    order by u.position, u.name collate "vi-VN-x-icu"
  `.execute(ctx.db);
  return rows;
}

/** What is planned at the units below one, by their codes: in `planMonth`, and by the year's end. */
export async function plansBelow(
  ctx: Ctx,
  { unit, subject, planMonth }: { unit: string; subject: Subject; planMonth: Month },
): Promise<Map<string, PlanBelow>> {
  const [year, m] = planMonth.split('-').map(Number);
  const { rows } = await sql<PlanBelow & { code: string }>`
    select u.code, coalesce(g.n, a.by_month[${m}::int]) as planned, a.by_month[12] as asked
    from units.v_unit u
    left join plans.target g on g.unit = u.code and g.indicator = ${subject}
      and g.month = ${planMonth}
    left join plans.asked a on a.unit = u.code and a.indicator = ${subject} and a.year = ${year}
      and a.by_unit = ${unit}
    where u.parent = ${unit} and u.valid_to is null
      and (g.unit is not null or a.unit is not null)
  `.execute(ctx.db);
  return new Map(rows.map(({ code, ...plan }) => [code, plan]));
}

/** When acts were last brought into the figures. */
export async function foldedAt(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.db.selectFrom('standing.v_fold_state').select('folded').executeTakeFirst();
  return row?.folded ?? null;
}

/** How many there are of a subject at a unit by the end of a month, as registered. */
export async function wholeOf(
  ctx: Ctx,
  { unit, subject, month }: { unit: string; subject: Subject; month: Month },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(n), 0) as n from standing.v_tally
    where unit = ${unit} and indicator = ${subject} and slice = '' and month <= ${month}
  `.execute(ctx.db);
  return rows[0]?.n ?? 0;
}

/** The months of a year that a unit has closed, by themselves or within a quarter or the year. */
export async function closedMonths(
  ctx: Ctx,
  { unit, year }: { unit: string; year: number },
): Promise<Set<Month>> {
  const { rows } = await sql<{ period: string }>`
    select distinct period from plans.closing
    where unit = ${unit} and last_month between ${`${year}-01`} and ${`${year}-12`}
  `.execute(ctx.db);
  return new Set(rows.flatMap(({ period }) => monthsOf(period)));
}

/** A stock at the end of a month: the sum of its changes up to it. */
export function sumUntil(changes: ReadonlyMap<Month, number>, until: Month): number {
  let sum = 0;
  for (const [month, n] of changes) if (month <= until) sum += n;
  return sum;
}

/** Which of these units have closed the end of a year. */
export async function closedYears(
  ctx: Ctx,
  { units, year }: { units: readonly string[]; year: number },
): Promise<{ code: string; name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`
    select distinct u.code, u.name from plans.closing c
    join units.v_unit u on u.code = c.unit
    where c.unit = any(${units}::text[]) and c.last_month = ${`${year}-12`}
  `.execute(ctx.db);
  return rows;
}
