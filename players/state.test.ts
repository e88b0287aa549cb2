import { expect, test } from 'vitest';
import {
  answersOf,
  noAnswer,
  playOf,
  pressItem,
  sayOf,
  shuffled,
  tapsOf,
  tapsText,
} from './state.ts';
import type { Practice, Question, Rules } from './types.ts';

/** Rules of a test: an item goes on, an answer is right that picks the first. */
const rules: Rules = {
  beginPractice: () => ({ screen: 'a', found: [], misses: 0, said: null, done: false }),
  tapItem: (_, play, index) => ({ ...play, misses: play.misses + index, done: index === 0 }),
  judge: (_, given) => ({ right: 'picked' in given && given.picked[0] === 0, why: ['vì thế'] }),
  explain: () => ['Ý đầu. Vì thế.'],
};
const practice: Practice = { id: 'thu', goal: 'Thử', start: 'a', screens: {} };

test('the taps of a practice are its whole state, wherever they come from', () => {
  expect(tapsOf(tapsText([0, 12, 3]))).toEqual([0, 12, 3]);
  expect(tapsOf('1.x.-2.3.4000')).toEqual([1, 3]);
  expect(tapsOf(null)).toEqual([]);
  expect(tapsOf(Array(5000).fill('1').join('.'))).toHaveLength(400);
  expect(playOf(practice, [2, 1, 0], rules)).toMatchObject({ misses: 3, done: true });
});

const questions: Question[] = [
  { type: 'choice', ask: 'a', options: [{ text: 'x' }, { text: 'y' }] },
  { type: 'several', ask: 'b', options: [{ text: 'x' }, { text: 'y' }, { text: 'z' }] },
  { type: 'order', ask: 'c', items: [{ text: 'x' }, { text: 'y' }, { text: 'z' }] },
  {
    ...{ type: 'match', ask: 'd' },
    pairs: ['x', 'y'].map((left) => ({ left, right: left })),
  },
  { type: 'number', ask: 'e' },
];

test('a form of questions is read field by field', () => {
  const form = new URLSearchParams(
    'c0=1&c1=0&c1=2&c2=2.0&c2%2B=1&c3.0=1&c3.1=0&c4=115&c4=chua&c9=1',
  );
  expect(answersOf(questions, form)).toEqual([
    { ...noAnswer, picked: [1] },
    { ...noAnswer, picked: [0, 2] },
    { ...noAnswer, picked: [2, 0, 1] },
    { ...noAnswer, picked: [1, 0] },
    { picked: [], typed: '115', unsure: true },
  ]);
  expect(answersOf(questions, new URLSearchParams())).toEqual(questions.map(() => noAnswer));
});

test('pressing puts an item in its turn; pressing again takes it and those after it away', () => {
  expect(pressItem([2, 0], 1)).toEqual([2, 0, 1]);
  expect(pressItem([2, 0, 1], 0)).toEqual([2]);
});

test('“Chưa biết” is told the answer, and takes nothing from an answer that is right', () => {
  const [choice] = questions as [Question];
  const unsure = { ...noAnswer, unsure: true };
  expect(sayOf(choice, noAnswer, rules)).toBeNull();
  expect(sayOf(choice, unsure, rules)).toEqual({
    ...{ right: false, settled: true, why: ['Ý đầu. Vì thế.'] },
  });
  expect(sayOf(choice, { ...unsure, picked: [0] }, rules)).toMatchObject({ right: true });
  expect(sayOf(choice, { ...noAnswer, picked: [1] }, rules)).toMatchObject({ settled: false });
});

test('options are mixed, but stand the same on the server, in the browser and on the phone', () => {
  const order = shuffled(6, 'Mã khoá máy nên cho ai biết?');
  expect(order).toEqual(shuffled(6, 'Mã khoá máy nên cho ai biết?'));
  expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  const firsts = new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((ask) => shuffled(3, ask)[0]));
  expect(firsts.size).toBe(3);
});
