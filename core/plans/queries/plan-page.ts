import { authorise, isAllowed } from '@suotdoi/core/accounts';
import { type Ctx, type Day, dayOf, type Month, monthOf, monthPlus } from '@suotdoi/core/ground';
import { keptUntilFolded, sessionsHeld } from '@suotdoi/core/standing';
import { type flows, type Subject, subjects } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import {
  type MonthFigures,
  monthsLeft,
  type Outlook,
  outlookOf,
  type PlanState,
  planState,
  type QuarterFigures,
  quartersOf,
  type Sessions,
  sessionsNeeded,
  yearOf,
} from '../rules.ts';
import { closedStocks } from './closings.ts';
import {
  type ByMonth,
  type FiguresBelow,
  figuresBelow,
  foldedAt,
  ownChanges,
  ownTargets,
  planned,
  plansBelow,
  sumUntil,
  type TargetsRead,
  type UnitBelow,
} from './read.ts';

/** One of the four figures at the top of a plan. */
export interface SubjectFigures {
  readonly subject: Subject;
  /** How many have reached the standard, of how many. */
  readonly reached: number;
  readonly of: number;
  /** Planned by the end of `planMonth`; null where no target is set. */
  readonly planned: number | null;
  readonly state: PlanState;
  /** Null for a year that is over or has not begun. */
  readonly outlook: Outlook | null;
  /** Null above the commune, and where nothing can be said. */
  readonly sessions: Sessions | null;
  /** Asked by the unit above, for the year's end; null where it asked nothing. */
  readonly asked: number | null;
  /** The unit has set no targets of its own: those asked of it hold. */
  readonly isAsked: boolean;
  readonly months: MonthFigures[];
  readonly quarters: QuarterFigures[];
}

export interface PlanPage {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly year: number;
  /** The month that figures are shown for: this month, or December of a past year. */
  readonly month: Month;
  /** The month whose targets stand beside them: the same, or December of a year to come. */
  readonly planMonth: Month;
  /** The day of the reading; figures hold for its moment. */
  readonly today: Day;
  /** The month in which the first skill was shown here; no figure before it says anything. */
  readonly began: Month | null;
  readonly maySetTargets: boolean;
  readonly figures: SubjectFigures[];
  /** Of the month alone: skills newly shown, people who learnt, people who do so every month. */
  readonly ofMonth: Readonly<Record<(typeof flows)[number], number>>;
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
  const today = dayOf(ctx.now);
  const thisMonth = monthOf(ctx.now);
  const year = asked.year ?? Number(thisMonth.slice(0, 4));
  const month = year < Number(thisMonth.slice(0, 4)) ? `${year}-12` : thisMonth;
  const planMonth = month < `${year}-01` ? `${year}-12` : month;
  const subject = asked.subject ?? 'citizens';
  const { unit: code } = asked;
  const [counted, targets, plans, maySetTargets, closed, held] = await Promise.all([
    keptUntilFolded(ctx, `plan ${code} ${thisMonth} ${month} ${subject}`, (ctx) =>
      countedOf(ctx, { unit: code, subject, thisMonth, month }),
    ),
    ownTargets(ctx, { unit: code, year }),
    plansBelow(ctx, { unit: code, subject, planMonth }),
    isAllowed(ctx, 'targets.set', asked.unit),
    closedStocks(ctx, { unit: asked.unit, year }),
    sessionsHeld(ctx, { unit: asked.unit, from: monthPlus(month, -3), before: month }),
  ]);
  const { path, own, folded } = counted;
  const unit = path.at(-1) as Unit;
  const below = counted.below.map((u) => ({ ...u, ...(plans.get(u.code) ?? noPlan) }));
  const shown = own.get('skills_shown') ?? new Map<Month, number>();
  const began = [...shown.keys()].sort()[0] ?? null;
  const about = { own, targets, closed, held, year, month, planMonth, today, began };
  const figures = subjects.map((s) => figuresOf(s, about));
  const ofMonth = {
    skills_shown: shown.get(month) ?? 0,
    learners: own.get('learners')?.get(month) ?? 0,
    habit: own.get('habit')?.get(month) ?? 0,
  };
  const asOf = { year, month, planMonth, today, began, folded };
  return { path, unit, ...asOf, maySetTargets, figures, ofMonth, below };
}

const noPlan = { planned: null, asked: null };

/** What acts have come to here and below: one query after the other, at one moment. */
async function countedOf(
  ctx: Ctx,
  { unit, subject, thisMonth, month }: Counted,
): Promise<{ path: Unit[]; own: ByMonth; below: FiguresBelow[]; folded: Date | null }> {
  const path = await unitPath(ctx, unit);
  const own = await ownChanges(ctx, { unit, until: thisMonth });
  const below = await figuresBelow(ctx, { unit, subject, month });
  return { path, own, below, folded: await foldedAt(ctx) };
}

interface Counted {
  readonly unit: string;
  readonly subject: Subject;
  readonly thisMonth: Month;
  readonly month: Month;
}

interface About {
  readonly own: ByMonth;
  readonly targets: TargetsRead;
  readonly closed: ByMonth;
  readonly held: number | null;
  readonly year: number;
  readonly month: Month;
  readonly planMonth: Month;
  readonly today: Day;
  readonly began: Month | null;
}

function figuresOf(subject: Subject, about: About): SubjectFigures {
  const { own, year, month, planMonth, today, held } = about;
  const { targets, isAsked } = planned(about.targets, { subject, year });
  const changes = own.get(`${subject}_basic`) ?? new Map<Month, number>();
  const closed = about.closed.get(`${subject}_basic`) ?? new Map<Month, number>();
  const months = yearOf(year, changes, { targets, current: month, closed });
  const reached = sumUntil(changes, month);
  const now = months.find((m) => m.month === planMonth)?.planned ?? null;
  const plannedBefore = targets.get(monthPlus(month, -1)) ?? null;
  const ended = month < today.slice(0, 7);
  const coming = month < planMonth;
  const target = months.at(-1)?.planned ?? null;
  const recent = recentOf(changes, about);
  const outlook = today.startsWith(`${year}-`)
    ? outlookOf({ reached, target, recent, left: monthsLeft(today) })
    : null;
  const added = recent?.reduce((a, b) => a + b, 0) ?? 0;
  return {
    subject,
    reached,
    of: sumUntil(own.get(subject) ?? new Map(), month),
    planned: now,
    state: planState({ reached, planned: now, plannedBefore, ended, coming }),
    outlook,
    sessions: outlook && held !== null ? sessionsNeeded(outlook, { held, added }) : null,
    asked: about.targets.asked.get(subject)?.get(`${year}-12`) ?? null,
    isAsked,
    months,
    quarters: quartersOf(months),
  };
}

/** What each of the three months before this one added; null if learning began after the first. */
function recentOf(changes: ReadonlyMap<Month, number>, { month, began }: About): number[] | null {
  if (began === null || began > monthPlus(month, -3)) return null;
  return [-3, -2, -1].map((n) => changes.get(monthPlus(month, n)) ?? 0);
}
