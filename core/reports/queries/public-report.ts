import { isAllowed } from '@suotdoi/core/accounts';
import { type Ctx, type Day, dayOf, type Month, monthOf, Refusal } from '@suotdoi/core/ground';
import { keptUntilFolded } from '@suotdoi/core/standing';
import type { Subject } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { type Level, levelOf, named, type PublicUnit, tableOf, told } from '../levels.ts';
import { type ClassLimits, ranked } from '../rules.ts';
import { type PublicGaps, publicGaps } from './public-gaps.ts';
import { type PublicHabit, publicHabit } from './public-habit.ts';
import { type PublicMonth, publicMonths } from './public-months.ts';
import { figuresBelow, foldedAt } from './read.ts';
import { monthAsked, type ReportAsked, type Whole, wholeOf } from './whole.ts';

export interface PublicReport {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly subject: Subject;
  readonly month: Month;
  readonly today: Day | null;
  readonly compared: Month | null;
  readonly whole: PublicUnit;
  /** Provinces or communes, from the highest rate to the lowest; never villages. */
  readonly below: PublicUnit[];
  /** Null for a commune: its groups are too small to be told apart in public. */
  readonly gaps: PublicGaps | null;
  readonly habit: PublicHabit;
  /** The last two years; null for a commune. */
  readonly months: PublicMonth[] | null;
  readonly limits: ClassLimits;
  /** Whether this reader may open where the figures come from. */
  readonly opens: boolean;
  readonly folded: Date | null;
}

/**
 * A unit's figures for everybody, signed in or not: the nation, a province or a commune. Nothing
 * under ten is told, nor can be computed from what is told on any of these pages together.
 * Figures stand on the map of their time only: two maps side by side would tell small parts. Each
 * month stands by itself: what one month added to the last may be less than ten.
 * @throws Refusal `missing` for a unit that is unknown, or is a village.
 */
export async function publicReport(
  ctx: Ctx,
  asked: Omit<ReportAsked, 'map'>,
): Promise<PublicReport> {
  const { unit, subject = 'citizens' } = asked;
  const month = monthAsked(ctx, asked.month);
  const opens = await isAllowed(ctx, 'figures.see', unit);
  const report = await keptUntilFolded(ctx, `public ${unit} ${month} ${subject}`, (ctx) =>
    readReport(ctx, { unit, month, subject }),
  );
  return { ...report, opens };
}

/** The same for every reader; one query after the other, at one moment. */
async function readReport(
  ctx: Ctx,
  asked: { unit: string; month: Month; subject: Subject },
): Promise<Omit<PublicReport, 'opens'>> {
  const { month, subject } = asked;
  const path = await unitPath(ctx, asked.unit);
  const unit = path.at(-1) as Unit;
  const nation = path[0] as Unit;
  if (unit.level === 'village') throw new Refusal('missing', 'reports.not_public');
  const top = await wholeOf(ctx, { unit: nation.code, month, map: 'past' }, subject);
  const folded = await foldedAt(ctx);
  const levels = await levelsDown(ctx, { path, month, subject, top });
  const provinces = levels[1]?.rows ?? [];
  const gaps = await publicGaps(ctx, {
    ...{ unit, month },
    provinces: provinces.map(({ code }) => code),
  });
  const habit = await publicHabit(ctx, { path, month, top: top.habit });
  const months = await publicMonths(ctx, { unit, month, subject, top, provinces });
  const whole = { ...named(unit), ...told(levels, unit.code) };
  const below = unit.level === 'commune' ? [] : tableOf(levels, unit.code);
  const today = month === monthOf(ctx.now) ? dayOf(ctx.now) : null;
  const about = { path, unit, subject, month, today, compared: top.compared, limits: top.limits };
  return { ...about, whole, below: ranked(below), gaps, habit, months, folded };
}

interface Way {
  readonly path: readonly Unit[];
  readonly month: Month;
  readonly subject: Subject;
  readonly top: Whole;
}

/**
 * The tables from the nation down to the unit asked for. What is kept back above decides what is
 * kept back below, so each page is told as part of all.
 */
async function levelsDown(ctx: Ctx, { path, month, subject, top }: Way): Promise<Level[]> {
  const nation = path[0] as Unit;
  const self = { ...named(nation), n: top.n, of: top.of };
  const before = top.before ?? { n: 0, of: 0 };
  const compares = top.before !== null;
  const levels = [
    levelOf('', [{ ...self, nBefore: before.n, ofBefore: before.of }], { compares, above: null }),
  ];
  const parents = path.filter((unit) => unit.level === 'nation' || unit.level === 'province');
  const compared = { subject, before: top.compared };
  // batch: all units below one; two turns at the most, nation and province
  for (const [i, { code }] of parents.entries()) {
    const table = await figuresBelow(ctx, { unit: code, month, map: 'past' }, compared);
    levels.push(levelOf(code, table, { compares, above: levels[i] as Level }));
  }
  return levels;
}
