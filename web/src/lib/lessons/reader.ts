import { type Ctx, dayOf } from '@suotdoi/core/ground';
import { type OwnLessons, ownLessons } from '@suotdoi/core/learning';
import { channelValues, type Shelf, type ShelfCourse, shelf } from '@suotdoi/core/library';
import type { Language } from '@suotdoi/core/library/model';
import {
  channelWords,
  type Filling,
  nextLesson,
  type Reached,
  type Step,
  stepKey,
} from '@suotdoi/core/library/rules';
import { type LearnerHome, learnerHome } from '@suotdoi/core/standing';
import { NATION } from '@suotdoi/core/units';
import { addressOf, spokenWord } from '#lib/learning/address.ts';

/** Who reads the lessons: a guest has neither a home nor lessons of their own. */
export interface LessonReader {
  readonly shelf: Shelf;
  readonly own: OwnLessons | null;
  readonly home: LearnerHome | null;
  readonly reached: Reached;
  readonly next: Step | null;
  /** What they do is recorded. */
  readonly records: boolean;
  /** How the lessons speak to them. */
  readonly xung: string;
}

/** The shelf, and where this reader stands on it. */
export async function lessonReader(ctx: Ctx): Promise<LessonReader> {
  const isLearner = ctx.actor.kind === 'account' && ctx.actor.person !== null;
  const [shelved, own, home] = await Promise.all([
    shelf(),
    ownLessons(ctx),
    isLearner ? learnerHome(ctx) : null,
  ]);
  const reached = reachedBy(own, home);
  const year = Number(dayOf(ctx.now).slice(0, 4));
  return {
    shelf: shelved,
    own,
    home,
    reached,
    next: nextLesson(shelved.steps, reached),
    records: own?.consent === 'given',
    xung: spokenWord(home ? addressOf(home, year) : 'none'),
  };
}

function reachedBy(own: OwnLessons | null, home: LearnerHome | null): Reached {
  const lessons = own?.lessons ?? [];
  const begun = lessons.find(({ finished }) => !finished);
  return {
    finished: new Set(lessons.filter(({ finished }) => finished).map(stepKey)),
    shown: new Set(home?.counted),
    begun: begun && stepKey(begun),
    wanted: home ? [...(home.next ? [home.next] : []), ...home.missing.essential] : [],
  };
}

/** What fills the placeholders of lessons for this reader. */
export async function fillingFor(
  ctx: Ctx,
  { shelf, xung, home }: LessonReader,
  language: Language,
): Promise<Filling> {
  const place = await channelValues(ctx, home?.unit ?? NATION);
  return { xung, channel: channelWords(shelf.channels, language, place) };
}

/** A lesson as a list shows it. */
export interface ListedLesson {
  readonly code: string;
  readonly title: string;
  readonly minutes: number;
  readonly state: 'finished' | 'begun' | 'shown' | null;
}

/** The lessons of a group, as this reader finds them. */
export function listed(
  course: ShelfCourse,
  codes: readonly string[],
  { own, reached, language }: Pick<LessonReader, 'own' | 'reached'> & { language: Language },
): ListedLesson[] {
  return codes.flatMap((code): ListedLesson[] => {
    const lesson = course.lesson(code, language);
    if (!lesson) return [];
    const done = own?.lessons.find((one) => one.course === course.code && one.lesson === code);
    const shown = lesson.skills.length > 0 && lesson.skills.every((one) => reached.shown.has(one));
    const state = done?.finished ? 'finished' : shown ? 'shown' : done ? 'begun' : null;
    return [{ code, title: lesson.title, minutes: lesson.minutes, state }];
  });
}

/** The next lesson with its title, for a card. */
export function nextCard({ shelf, next }: LessonReader, language: Language) {
  const course = next && shelf.course(next.course);
  const lesson = next && course?.lesson(next.lesson, language);
  if (!next || !course || !lesson) return null;
  const { title, minutes, reason } = lesson;
  const group = course.groups.find(({ lessons }) => lessons.includes(next.lesson));
  return {
    ...{ title, minutes, reason, course: course.title[language] },
    href: `/bai-hoc/${next.course}/${next.lesson}`,
    group: group?.title[language] ?? course.title[language],
    place: (group?.lessons.indexOf(next.lesson) ?? 0) + 1,
    of: group?.lessons.length ?? 1,
  };
}

/** The lesson finished last, at its part “Chỉ cho người khác”: for those at home who lack something. */
export function lessonToShare({ shelf, own }: LessonReader, language: Language) {
  const last = own?.lessons.find(({ finished }) => finished);
  const lesson = last && shelf.course(last.course)?.lesson(last.lesson, language);
  return lesson
    ? { title: lesson.title, href: `/bai-hoc/${last.course}/${last.lesson}?phan=5` }
    : null;
}
