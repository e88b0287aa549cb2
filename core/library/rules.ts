import { foldText } from '@suotdoi/core/ground/rules';
import type { Item, Practice, Question, Screen, Tap } from './model.ts';

export * from './fill.ts';
export * from './next-lesson.ts';

/** Where a learner stands in a drawn phone. */
export interface Play {
  readonly screen: string;
  /** Indexes of the `found` items already tapped on this screen. */
  readonly found: readonly number[];
  /** Taps that met only a hint. Kept for the statement, never shown as a score. */
  readonly misses: number;
  readonly said: string | null;
  readonly done: boolean;
}

export function beginPractice(practice: Practice): Play {
  return { screen: practice.start, found: [], misses: 0, said: null, done: false };
}

/** The learner taps item `index`. What cannot be tapped, or is tapped after the end, changes nothing. */
export function tapItem(practice: Practice, play: Play, index: number): Play {
  const screen = practice.screens[play.screen];
  const tap = screen?.items[index]?.tap;
  if (!screen || !tap || play.done) return play;
  if (!tap.found) return follow(play, tap);
  const found = [...new Set([...play.found, index])];
  const wanted = screen.items.filter((item) => item.tap?.found).length;
  const said = tap.say ?? null;
  if (found.length < wanted || !screen.all) return { ...play, found, said };
  const end = follow({ ...play, said }, screen.all);
  return { ...end, said: [tap.say, screen.all.say].filter(Boolean).join(' ') || null };
}

function follow(play: Play, tap: Tap): Play {
  const said = tap.say ?? null;
  if (tap.done) return { ...play, said, done: true };
  if (tap.go) return { ...play, said, screen: tap.go, found: [] };
  return { ...play, said, misses: play.misses + 1 };
}

/** A fault of a practice: where in its data, and why. */
export interface PracticeFault {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

const tapsOf = (screen: Screen): { tap: Tap; path: (string | number)[] }[] => [
  ...screen.items.flatMap((item: Item, index) =>
    item.tap ? [{ tap: item.tap, path: ['items', index, 'tap'] }] : [],
  ),
  ...(screen.all ? [{ tap: screen.all, path: ['all'] }] : []),
];

/** Screens that are missing, cannot be reached, lead nowhere; a practice that never ends. */
export function practiceFaults(practice: Practice): PracticeFault[] {
  const missing = missingScreens(practice);
  if (missing.length > 0) return missing;
  const screens = Object.entries(practice.screens);
  const ways = new Map(
    screens.map(([id, screen]) => [id, tapsOf(screen).flatMap(({ tap }) => tap.go ?? [])]),
  );
  const ends = screens.filter(([, screen]) => tapsOf(screen).some(({ tap }) => tap.done));
  if (ends.length === 0) return [{ path: ['screens'], code: 'library.no_end', values: {} }];
  const reached = spread([practice.start], (id) => ways.get(id) ?? []);
  const back = (id: string) => [...ways].filter(([, to]) => to.includes(id)).map(([from]) => from);
  const ending = spread(
    ends.map(([id]) => id),
    back,
  );
  return screens.flatMap(([screen]): PracticeFault[] => {
    const fault = (code: string) => [{ path: ['screens', screen], code, values: { screen } }];
    if (!reached.has(screen)) return fault('library.screen_unreachable');
    return ending.has(screen) ? [] : fault('library.screen_without_way_out');
  });
}

function missingScreens(practice: Practice): PracticeFault[] {
  const code = 'library.screen_missing';
  const known = (id: string | undefined) => id === undefined || Object.hasOwn(practice.screens, id);
  const start = known(practice.start)
    ? []
    : [{ path: ['start'], code, values: { screen: practice.start } }];
  const taps = Object.entries(practice.screens).flatMap(([id, screen]) =>
    tapsOf(screen)
      .filter(({ tap }) => !known(tap.go))
      .map(({ tap, path }) => ({
        path: ['screens', id, ...path, 'go'],
        code,
        values: { screen: tap.go ?? '' },
      })),
  );
  return [...start, ...taps];
}

function spread(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  for (const id of seen) for (const to of next(id)) seen.add(to);
  return seen;
}

/** What a learner gave: indexes picked (in order, or for each left side its right side), or words typed. */
export type Given = { readonly picked: readonly number[] } | { readonly typed: string };

/** `why` explains each thing picked, kindly; the learner may try again as often as they like. */
export interface Judged {
  readonly right: boolean;
  readonly why: readonly string[];
}

/** Judges an answer. Typed words count without marks and capitals; numbers in Vietnamese writing. */
export function judge(question: Question, given: Given): Judged {
  const picked = 'picked' in given ? given.picked : [];
  const typed = 'typed' in given ? given.typed : '';
  switch (question.type) {
    case 'choice':
    case 'several': {
      const right = question.options.every((one, index) => one.right === picked.includes(index));
      return { right, why: picked.flatMap((index) => question.options[index]?.why ?? []) };
    }
    case 'order':
      return inPlace(question.items, picked);
    case 'match':
      return inPlace(question.pairs, picked);
    case 'number': {
      const number = readNumber(typed);
      const right = number !== null && Math.abs(number - question.answer) <= question.near;
      return typedAnswer(question, right, (answer) => answer === number);
    }
    case 'text': {
      const same = (answer: string) => foldText(answer) === foldText(typed);
      return typedAnswer(question, question.answers.some(same), same);
    }
  }
}

function inPlace(things: readonly { why: string }[], picked: readonly number[]): Judged {
  const why = things.map((thing) => thing.why);
  const right = picked.length === things.length && picked.every((at, index) => at === index);
  return { right, why: right ? why : why.filter((_, index) => picked[index] !== index) };
}

function typedAnswer<T>(
  question: { why: string; otherwise: string; misses: readonly { answer: T; why: string }[] },
  right: boolean,
  same: (answer: T) => boolean,
): Judged {
  if (right) return { right, why: [question.why] };
  const miss = question.misses.find((one) => same(one.answer));
  return { right, why: [miss?.why ?? question.otherwise] };
}

/** "1.234,5" and "115" as numbers; null when it is none. */
function readNumber(typed: string): number | null {
  const plain = typed
    .replace(/\s/g, '')
    .replace(/\.(?=\d{3}(\D|$))/g, '')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** The right answer and why, in sentences: for a learner who says “Chưa biết”. */
export function explain(question: Question): string[] {
  switch (question.type) {
    case 'choice':
    case 'several':
      return question.options.flatMap(({ right, text, why }) =>
        right ? [`${ended(text)} ${why}`] : [],
      );
    case 'order':
      return question.items.map(({ text, why }, index) => `${index + 1}. ${ended(text)} ${why}`);
    case 'match':
      return question.pairs.map(({ left, right, why }) => `${left}: ${ended(right)} ${why}`);
    case 'number':
      return [
        `${String(question.answer).replace('.', ',')} ${question.unit ?? ''}`.trimEnd(),
        question.why,
      ];
    case 'text':
      return [`${ended(question.answers[0] ?? '')} ${question.why}`];
  }
}

const ended = (text: string): string => (/[.?…]$/.test(text) ? text : `${text}.`);
