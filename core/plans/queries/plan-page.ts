import { authorise } from '@suotdoi/core/accounts';
import {
  type Ctx,
  type Day,
  dayOf,
  type Month,
  monthOf,
  monthPlus,
  Refusal,
} from '@suotdoi/core/ground';
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
  yearOf,
} from '../rules.ts';
import {
  type ByMonth,
  foldedAt,
  ownChanges,
  ownTargets,
  sumUntil,
  type UnitBelow,
  unitsBelowFigures,
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
  const [path, own, targets, below, folded, maySetTargets] = await Promise.all([
    unitPath(ctx, asked.unit),
    ownChanges(ctx, { unit: asked.unit, until: thisMonth }),
    ownTargets(ctx, { unit: asked.unit, year }),
    unitsBelowFigures(ctx, { unit: asked.unit, subject, month, planMonth }),
    foldedAt(ctx),
    maySet(ctx, asked.unit),
  ]);
  const unit = path.at(-1) as Unit;
  const shown = own.get('skills_shown') ?? new Map<Month, number>();
  const began = [...shown.keys()].sort()[0] ?? null;
  const about = { own, targets, year, month, planMonth, today, began };
  const figures = subjects.map((s) => figuresOf(s, about));
  const ofMonth = {
    skills_shown: shown.get(month) ?? 0,
    learners: own.get('learners')?.get(month) ?? 0,
    habit: own.get('habit')?.get(month) ?? 0,
  };
  const asOf = { year, month, planMonth, today, began, folded };
  return { path, unit, ...asOf, maySetTargets, figures, ofMonth, below };
}

function maySet(ctx: Ctx, unit: string): Promise<boolean> {
  return authorise(ctx, 'targets.set', unit).then(
    () => true,
    (no) => {
      if (no instanceof Refusal) return false;
      throw no;
    },
  );
}

interface About {
  readonly own: ByMonth;
  readonly targets: ByMonth;
  readonly year: number;
  readonly month: Month;
  readonly planMonth: Month;
  readonly today: Day;
  readonly began: Month | null;
}

function figuresOf(subject: Subject, about: About): SubjectFigures {
  const { own, year, month, planMonth, today } = about;
  const plan = { targets: about.targets.get(subject) ?? new Map<Month, number>(), current: month };
  const changes = own.get(`${subject}_basic`) ?? new Map<Month, number>();
  const months = yearOf(year, changes, plan);
  const reached = sumUntil(changes, month);
  const planned = months.find((m) => m.month === planMonth)?.planned ?? null;
  const plannedBefore = plan.targets.get(monthPlus(month, -1)) ?? null;
  const ended = month < today.slice(0, 7);
  const coming = month < planMonth;
  const target = months.at(-1)?.planned ?? null;
  const left = monthsLeft(today);
  return {
    subject,
    reached,
    of: sumUntil(own.get(subject) ?? new Map(), month),
    planned,
    state: planState({ reached, planned, plannedBefore, ended, coming }),
    outlook: today.startsWith(`${year}-`)
      ? outlookOf({ reached, target, recent: recentOf(changes, about), left })
      : null,
    months,
    quarters: quartersOf(months),
  };
}

/** What each of the three months before this one added; null if learning began after the first. */
function recentOf(changes: ReadonlyMap<Month, number>, { month, began }: About): number[] | null {
  if (began === null || began > monthPlus(month, -3)) return null;
  return [-3, -2, -1].map((n) => changes.get(monthPlus(month, n)) ?? 0);
}
