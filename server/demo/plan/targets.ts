import { type Day, type Month, monthPlus, monthsOfYear } from '@suotdoi/core/ground';
import { type Subject, standards } from '@suotdoi/core/standing/model';
import { standardOn } from '@suotdoi/core/standing/rules';
import { communeOf } from '@suotdoi/core/units';
import type { PlannedClan, PlannedFamily } from './people.ts';
import { COMMUNE, type Village } from './villages.ts';

export interface PlannedTargets {
  readonly unit: string;
  readonly subject: Subject;
  readonly year: number;
  readonly byMonth: readonly number[];
}

/** Planned share of the citizens of Thành Vinh, month by month; the seventh month is this one. */
const shares = [0, 0.02, 0.07, 0.14, 0.23, 0.33, 0.43, 0.5, 0.55, 0.58, 0.6];
/** Clans come later. */
const later = [0, 0, 0.05, 0.15, 0.3, 0.45, 0.55, 0.65, 0.7, 0.75, 0.75];
const THIS_MONTH = 6;
/** A family needs half of its people, so there are more families than citizens; villages are last. */
const FAMILIES = 1.1;
const COMMUNITIES = 0.9;
/** The other communes begin small. */
const ELSEWHERE = 0.25;

/**
 * Targets of every village, commune, the province and the nation, for each year of the story. A
 * village's are one share of its size for all of Thành Vinh, so some are ahead of it and some
 * behind; a unit's are the sum of those below it.
 */
export function planTargets(
  today: Day,
  villages: readonly Village[],
  about: { families: readonly PlannedFamily[]; clans: readonly PlannedClan[] },
): PlannedTargets[] {
  const first = monthPlus(today.slice(0, 7), -THIS_MONTH);
  const years = [...new Set([first.slice(0, 4), today.slice(0, 4)])].map(Number);
  const goals = new Map<string, Goal>();
  const grown = Number(today.slice(0, 4)) - standardOn(today, standards).citizen.minAge;
  for (const { code } of villages) {
    const own = about.families.filter(({ unit }) => unit === code);
    const people = own.flatMap((family) => family.members);
    const citizens = people.filter((person) => person.birthYear <= grown).length;
    addVillage(goals, code, { citizens, families: own.length });
  }
  for (const clan of about.clans) addGoal(goals, [communeOf(clan.unit), '40', 'VN'], clanGoal);
  return [...goals].flatMap(([unit, goal]) =>
    years.flatMap((year) =>
      (Object.keys(goal) as Subject[]).map((subject) => ({
        unit,
        subject,
        year,
        byMonth: monthsOfYear(year).map((month) =>
          Math.round(goal[subject]?.(since(first, month)) ?? 0),
        ),
      })),
    ),
  );
}

/** What is to be reached after so many months, by subject. */
type Goal = Partial<Record<Subject, (months: number) => number>>;

const clanGoal: Goal = { clans: (months) => at(later, months) };

function addVillage(
  goals: Map<string, Goal>,
  village: string,
  size: { citizens: number; families: number },
): void {
  const near = village.startsWith(COMMUNE);
  const part = near ? 1 : ELSEWHERE;
  const reach = (of: number) => (months: number) => Math.round(of * part * at(shares, months));
  const goal: Goal = { citizens: reach(size.citizens), families: reach(size.families * FAMILIES) };
  addGoal(goals, [village, communeOf(village), '40', 'VN'], goal);
  if (near)
    addGoal(goals, [COMMUNE, '40', 'VN'], {
      communities: (months) => COMMUNITIES * at(later, months),
    });
}

function addGoal(goals: Map<string, Goal>, units: readonly string[], goal: Goal): void {
  for (const unit of units) {
    const sum: Goal = { ...goals.get(unit) };
    for (const subject of Object.keys(goal) as Subject[]) {
      const [a, b] = [sum[subject], goal[subject]];
      if (b) sum[subject] = a ? (months) => a(months) + b(months) : b;
    }
    goals.set(unit, sum);
  }
}

/** Before the story nothing is planned; after the last step the goal stays. */
function at(steps: readonly number[], months: number): number {
  return months < 0 ? 0 : (steps[Math.min(months, steps.length - 1)] ?? 0);
}

function since(first: Month, month: Month): number {
  for (let n = 0; n < 36; n++) if (monthPlus(first, n) === month) return n;
  return -1;
}
