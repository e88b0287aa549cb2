import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Month, monthOf } from '@suotdoi/core/ground';
import { type Subject, subjects } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { type MonthFigures, type QuarterFigures, quartersOf, yearOf } from './rules.ts';

/** One of the four figures at the top of a plan. */
export interface SubjectFigures {
  readonly subject: Subject;
  /** How many have reached the standard, of how many. */
  readonly reached: number;
  readonly of: number;
  /** Planned by the end of the month shown; null where no target is set. */
  readonly planned: number | null;
  readonly months: MonthFigures[];
  readonly quarters: QuarterFigures[];
}

export interface UnitBelow {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly reached: number;
  readonly of: number;
  readonly planned: number | null;
}

export interface PlanPage {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly year: number;
  /** The month that figures are shown for: this month, or December of a past year. */
  readonly month: Month;
  readonly figures: SubjectFigures[];
  /** Skills that people newly showed in the month, here or within. */
  readonly skillsShown: number;
  readonly below: UnitBelow[];
  readonly folded: Date | null;
}

/**
 * A unit's plan for a year: four figures with their targets, month by month and quarter by
 * quarter, and the units below for one subject. The same page for village, commune, province, nation.
 */
export async function planPage(
  ctx: Ctx,
  asked: { unit: string; year?: number; subject?: Subject },
): Promise<PlanPage> {
  await authorise(ctx, 'figures.see', asked.unit);
  const thisMonth = monthOf(ctx.now);
  const year = asked.year ?? Number(thisMonth.slice(0, 4));
  const month = year < Number(thisMonth.slice(0, 4)) ? `${year}-12` : thisMonth;
  const subject = asked.subject ?? 'citizens';
  const [path, own, targets, below, folded] = await Promise.all([
    unitPath(ctx, asked.unit),
    ownChanges(ctx, { unit: asked.unit, year }),
    ownTargets(ctx, { unit: asked.unit, year }),
    unitsBelowFigures(ctx, { unit: asked.unit, subject, month }),
    foldedAt(ctx),
  ]);
  const unit = path.at(-1) as Unit;
  const figures = subjects.map((s) => figuresOf(s, { own, targets, year, month }));
  const skillsShown = own.get('skills_shown')?.get(month) ?? 0;
  return { path, unit, year, month, figures, skillsShown, below, folded };
}

type ByMonth = Map<string, Map<Month, number>>;

function figuresOf(
  subject: Subject,
  { own, targets, year, month }: { own: ByMonth; targets: ByMonth; year: number; month: Month },
): SubjectFigures {
  const plan = { targets: targets.get(subject) ?? new Map<Month, number>(), current: month };
  const months = yearOf(year, own.get(`${subject}_basic`) ?? new Map(), plan);
  let of = 0;
  for (const [m, n] of own.get(subject) ?? []) if (m <= month) of += n;
  const now = months.find((m) => m.month === month);
  return {
    subject,
    reached: now?.actual ?? 0,
    of,
    planned: now?.planned ?? null,
    months,
    quarters: quartersOf(months),
  };
}

function byMonth(rows: readonly { indicator: string; month: Month; n: number }[]): ByMonth {
  const map: ByMonth = new Map();
  for (const { indicator, month, n } of rows) {
    const months = map.get(indicator) ?? new Map<Month, number>();
    map.set(indicator, months.set(month, n));
  }
  return map;
}

async function ownChanges(ctx: Ctx, { unit, year }: { unit: string; year: number }) {
  const { rows } = await sql<{ indicator: string; month: Month; n: number }>`
    select indicator, month, n from standing.v_tally
    where unit = ${unit} and slice = '' and month <= ${`${year}-12`}
  `.execute(ctx.db);
  return byMonth(rows);
}

/** Targets of the year and of the December before it, from which January's addition is told. */
async function ownTargets(ctx: Ctx, { unit, year }: { unit: string; year: number }) {
  const { rows } = await sql<{ indicator: string; month: Month; n: number }>`
    select indicator, month, n from plans.target
    where unit = ${unit} and month between ${`${year - 1}-12`} and ${`${year}-12`}
  `.execute(ctx.db);
  return byMonth(rows);
}

async function unitsBelowFigures(
  ctx: Ctx,
  { unit, subject, month }: { unit: string; subject: Subject; month: Month },
): Promise<UnitBelow[]> {
  const { rows } = await sql<UnitBelow>`
    select u.code, u.name, u.name_en as "nameEn", coalesce(t.reached, 0) as reached,
      coalesce(t."of", 0) as "of", g.n as planned
    from units.v_unit u
    left join (select unit,
        sum(n) filter (where indicator = ${`${subject}_basic`}) as reached,
        sum(n) filter (where indicator = ${subject}) as "of"
      from standing.v_tally
      where indicator in (${subject}, ${`${subject}_basic`}) and slice = '' and month <= ${month}
        and unit in (select code from units.v_unit where parent = ${unit})
      group by unit) t on t.unit = u.code
    left join plans.target g on g.unit = u.code and g.indicator = ${subject} and g.month = ${month}
    where u.parent = ${unit} and u.valid_to is null
    order by u.position, u.name collate "vi-VN-x-icu"
  `.execute(ctx.db);
  return rows;
}

async function foldedAt(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.db.selectFrom('standing.v_fold_state').select('folded').executeTakeFirst();
  return row?.folded ?? null;
}

/** A unit's targets of a year as they were set, for the form: 12 numbers or nulls. */
export async function targetsOf(
  ctx: Ctx,
  asked: { unit: string; subject: Subject; year: number },
): Promise<(number | null)[]> {
  await authorise(ctx, 'figures.see', asked.unit);
  const targets = (await ownTargets(ctx, asked)).get(asked.subject);
  return Array.from(
    { length: 12 },
    (_, i) => targets?.get(`${asked.year}-${String(i + 1).padStart(2, '0')}`) ?? null,
  );
}
