import type { Given, Judged, Play, Practice, Question, Rules } from './types.ts';

/** Taps beyond this many are no practice any more; the first ones are kept. */
const MOST_TAPS = 400;

/** "0.2.1" as an address or a field carries it → the items tapped, in order. */
export function tapsOf(text: string | null | undefined): number[] {
  const told = (text ?? '').split('.').filter((one) => /^\d{1,2}$/.test(one));
  return told.slice(0, MOST_TAPS).map(Number);
}

export const tapsText = (taps: readonly number[]): string => taps.join('.');

/** Plays a practice again from its taps: where the learner stands. */
export function playOf(
  practice: Practice,
  taps: readonly number[],
  rules: Pick<Rules, 'beginPractice' | 'tapItem'>,
): Play {
  return taps.reduce(
    (play, index) => rules.tapItem(practice, play, index),
    rules.beginPractice(practice),
  );
}

/** What stands in one question's fields. */
export interface Answer {
  readonly picked: readonly number[];
  readonly typed: string;
  /** “Chưa biết”. */
  readonly unsure: boolean;
}
export const noAnswer: Answer = { picked: [], typed: '', unsure: false };
export const UNSURE = 'chua';

/** What a form or an address holds, whichever it is. */
interface Fields {
  get(name: string): unknown;
  getAll(name: string): unknown[];
}

/** Reads the answers of a quiz from its form: fields `c0`, `c1`, …; `c0.1` for the sides of a match. */
export function answersOf(questions: readonly Question[], fields: Fields): Answer[] {
  return questions.map((question, index) => answerOf(question, `c${index}`, fields));
}

function answerOf(question: Question, name: string, fields: Fields): Answer {
  const values = fields.getAll(name).map(String);
  const answer = { ...noAnswer, unsure: values.includes(UNSURE) };
  switch (question.type) {
    case 'choice':
    case 'several':
      return { ...answer, picked: values.flatMap(place) };
    case 'order':
      return { ...answer, picked: orderOf(values[0] ?? '', fields.get(`${name}+`)) };
    case 'match': {
      const picked = question.pairs.map((_, side) => place(fields.get(`${name}.${side}`))[0] ?? -1);
      return { ...answer, picked: picked.every((at) => at < 0) ? [] : picked };
    }
    default:
      return { ...answer, typed: (values.find((one) => one !== UNSURE) ?? '').slice(0, 100) };
  }
}

const place = (value: unknown): number[] => (/^\d$/.test(String(value)) ? [Number(value)] : []);

function orderOf(before: string, pressed: unknown): number[] {
  return place(pressed).reduce((order, item) => pressItem(order, item), tapsOf(before));
}

/** Pressing puts an item at the end of the order; pressing it again takes it and all after it away. */
export function pressItem(order: readonly number[], item: number): number[] {
  const at = order.indexOf(item);
  return at < 0 ? [...order, item] : order.slice(0, at);
}

export function isEmpty({ picked, typed, unsure }: Answer): boolean {
  return !unsure && picked.length === 0 && typed.trim() === '';
}

/** What is said about an answer. `settled`: right, or passed over; nothing more is asked. */
export interface Said extends Judged {
  readonly settled: boolean;
}

/** Null while there is no answer. “Chưa biết” beside an answer that is right takes nothing from it. */
export function sayOf(
  question: Question,
  answer: Answer,
  rules: Pick<Rules, 'judge' | 'explain'>,
): Said | null {
  if (isEmpty(answer)) return null;
  const judged = rules.judge(question, givenOf(question, answer));
  if (judged.right || !answer.unsure) return { ...judged, settled: judged.right };
  return { right: false, settled: true, why: rules.explain(question) };
}

function givenOf(question: Question, { picked, typed }: Answer): Given {
  return question.type === 'number' || question.type === 'text' ? { typed } : { picked };
}

/** The order in which options are shown: mixed, but the same wherever the question is the same. */
export function shuffled(count: number, seed: string): number[] {
  const start = [...seed].reduce((hash, sign) => scatter(hash ^ (sign.codePointAt(0) ?? 0)), count);
  const keys = Array.from({ length: count }, (_, index) => scatter(start ^ scatter(index + 1)));
  return [...keys.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
}

/** The finaliser of MurmurHash3: every bit of the number changes half of the bits of the answer. */
function scatter(number: number): number {
  let mixed = number;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
