import type { Grade } from '@suotdoi/core/learning';
import { type Skill, skills } from '@suotdoi/core/standing/model';
import type { Dice } from './dice.ts';
import type { PlannedPerson } from './people.ts';
import type { Learner } from './recruits.ts';

/** The order in which lessons are given. */
const lessons: readonly Skill[] = [...skills].sort((a, b) => a.lessonOrder - b.lessonOrder);
/** The first lessons of that order make the standard: all that are essential and six others. */
const NEEDED = 24;
/** Skills in one evening: more tire people. */
const MOST = 5;

export interface Seat {
  readonly person: PlannedPerson;
  readonly present: boolean;
  readonly marks: Readonly<Record<string, Grade>>;
}

/** What happens on an evening. */
export interface Evening {
  readonly skills: readonly string[];
  /** Whether it goes over earlier lessons only. */
  readonly review: boolean;
  readonly seats: readonly Seat[];
}

/** Up to ten learners who go through the lessons together, one evening a week. */
export interface Circle {
  readonly learners: readonly Learner[];
  readonly taught: Set<string>;
  readonly again: boolean;
  evenings: number;
}

/** `again`: they have heard every lesson that is needed, and practise what they still lack. */
export function newCircle(learners: readonly Learner[], again = false): Circle {
  const heard = again ? lessons.slice(0, NEEDED).map(({ code }) => code) : [];
  return { learners, taught: new Set(heard), again, evenings: 0 };
}

/** A circle ends when most of it reached what is needed, or when patience does. */
export function isOver(circle: Circle): boolean {
  const { learners, evenings, again } = circle;
  const [least, most] = again ? [2, 6] : [7, 9];
  return evenings >= most || (evenings >= least && behind(circle).length <= learners.length * 0.3);
}

/** Who still lacks something that is needed. */
export function behind({ learners }: Circle): Learner[] {
  return learners.filter(({ can }) => missing(can) > 0);
}

function missing(can: ReadonlySet<string>): number {
  return lessons.slice(0, NEEDED).filter(({ code }) => !can.has(code)).length;
}

/** The next evening of a circle: new lessons in their order, and those that many still lack. */
export function nextEvening(circle: Circle, chance: Dice): Evening {
  const { fresh, old } = choose(circle, chance);
  const chosen = [...old, ...fresh].sort((a, b) => a.lessonOrder - b.lessonOrder);
  for (const { code } of fresh) circle.taught.add(code);
  circle.evenings += 1;
  return {
    skills: chosen.map(({ code }) => code),
    review: fresh.length === 0,
    seats: circle.learners.map((learner) => seatOf(learner, chosen)),
  };
}

function choose({ learners, taught, evenings }: Circle, chance: Dice) {
  const needed = lessons.filter((s) => !taught.has(s.code) && s.lessonOrder <= NEEDED);
  const fresh = needed.slice(0, evenings === 0 ? 3 : chance.int(3, 4));
  const old = lessons
    .filter((s) => taught.has(s.code))
    .map((skill) => ({ skill, wanting: learners.filter(({ can }) => isNext(skill, can)).length }))
    .filter(({ wanting }) => wanting > 0)
    .sort((a, b) => b.wanting - a.wanting || a.skill.lessonOrder - b.skill.lessonOrder)
    .slice(0, MOST - fresh.length)
    .map(({ skill }) => skill);
  if (needed.length > 0) return { old, fresh };
  const extra = lessons.filter((s) => !taught.has(s.code));
  return { old, fresh: extra.slice(0, Math.max(0, 3 - old.length)) };
}

function isNext({ code, prerequisites }: Skill, can: ReadonlySet<string>): boolean {
  return !can.has(code) && prerequisites.every((one) => can.has(one));
}

function seatOf(learner: Learner, chosen: readonly Skill[]): Seat {
  const { person, chance } = learner;
  const present = chance.chance(learner.comes);
  const marks: Record<string, Grade> = {};
  for (const skill of present ? chosen : []) {
    const grade = attempt(learner, skill);
    if (grade) marks[skill.code] = grade;
    if (grade === 'alone') learner.can.add(skill.code);
  }
  return { person, present, marks };
}

/** What the instructor sees; null when the learner did not come to it. */
function attempt({ person, chance, can, tries, ease }: Learner, skill: Skill): Grade | null {
  if (!isNext(skill, can)) return null;
  const tried = tries.get(skill.code) ?? 0;
  tries.set(skill.code, tried + 1);
  if (person.skills !== undefined) return can.size < person.skills ? 'alone' : 'prompted';
  const p = 1 / (1 + Math.exp(-(ease + tried - skill.lessonOrder / 20)));
  if (chance.chance(p)) return 'alone';
  return chance.weigh<Grade | null>([
    ['prompted', 6],
    ['helped', 3],
    [null, 1],
  ]);
}
