import { newId } from '@suotdoi/core/ground';
import type { Lesson } from '@suotdoi/core/library/model';
import { beginPractice, explain, judge, tapItem } from '@suotdoi/core/library/rules';
import { type Answer, answersOf, playOf, sayOf, tapsOf } from '@suotdoi/players/state';
import type { Result } from '@suotdoi/players/types';

/** The rules that players are given. */
export const rules = { beginPractice, tapItem, judge, explain };

/** One part of a lesson as an address asks for it: `?phan=3&viec=0&luot=1.0&bam=2`. */
export interface Asked {
  readonly part: number;
  /** Which practice of the part. */
  readonly at: number;
  readonly taps: readonly number[];
  readonly answers: readonly Answer[];
  /** The answers are to be judged. */
  readonly judged: boolean;
  /** When the part was opened, in milliseconds, and the identifier its acts are recorded by. */
  readonly begun: number;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads where a learner is in a lesson from an address. What makes no sense is begun anew. */
export function askedOf(lesson: Lesson, query: URLSearchParams, now: Date): Asked {
  const number = (name: string, most: number) => {
    const value = Number(query.get(name) ?? 0);
    return Number.isInteger(value) && value >= 0 && value <= most ? value : 0;
  };
  const pressed = tapsOf(query.get('bam')).slice(0, 1);
  const begun = Number(query.get('tu'));
  return {
    part: Math.max(1, number('phan', 6)),
    at: number('viec', lesson.practices.length - 1),
    taps: query.has('lai') ? [] : [...tapsOf(query.get('luot')), ...pressed],
    answers: answersOf(lesson.questions, query),
    judged: query.has('xem'),
    begun: begun > 0 && begun <= now.getTime() ? begun : now.getTime(),
    id: identifier(query.get('ma') ?? ''),
  };
}

/** An identifier that a form brought back; a new one if it is none. */
export function identifier(text: string): string {
  return UUID.test(text) ? text : newId();
}

/** What the part has come to by now: what is recorded when the learner goes on. */
export function resultsOf(lesson: Lesson, asked: Asked, now: Date): Result[] {
  const duration = now.getTime() - asked.begun;
  const practice = lesson.practices[asked.at];
  if (asked.part === 3 && practice) {
    const { done, misses } = playOf(practice, asked.taps, rules);
    const told = { duration, attempts: misses + 1, taps: asked.taps, practice: practice.id };
    return done ? [{ kind: 'practice', success: true, ...told }] : [];
  }
  if (asked.part !== 4 || !asked.judged) return [];
  return lesson.questions.flatMap((question, index): Result[] => {
    const answer = asked.answers[index];
    const said = answer && sayOf(question, answer, rules);
    if (!said?.settled) return [];
    return [{ kind: 'answer', question: index, success: said.right, duration, attempts: 1 }];
  });
}

/** The address of a part, or of what comes after the last one. */
export function partHref(lesson: string, part: number, at = 0): string {
  if (part > 6) return `${lesson}/ket-qua`;
  const query = at > 0 ? `?phan=${part}&viec=${at}` : `?phan=${part}`;
  return part === 1 ? lesson : `${lesson}${query}`;
}
