import { expect, test } from 'vitest';
import { type Practice, practiceSchema, type Question, questionSchema } from './model.ts';
import {
  beginPractice,
  channelWords,
  explain,
  fill,
  judge,
  practiceFaults,
  tapItem,
} from './rules.ts';

const button = (label: string, tap?: object) => ({ kind: 'button', label, ...(tap && { tap }) });
const practice = (screens: object): Practice =>
  practiceSchema.parse({ id: 'thu', goal: 'Làm thử', start: 'a', screens });

const search = practice({
  a: {
    title: 'Tìm hai dấu hiệu',
    items: [
      button('Giục làm ngay', { found: true, say: 'Đây là giục.' }),
      button('Lời chào', { say: 'Lời chào thì bình thường.' }),
      button('Đường dẫn lạ', { found: true }),
      button('Chữ chỉ để đọc'),
    ],
    all: { go: 'b', say: 'Đủ rồi.' },
  },
  b: { title: 'Chọn', items: [button('Không bấm', { done: true, say: 'Xong.' })] },
});

test('a learner who taps elsewhere hears a hint and may go on', () => {
  const play = tapItem(search, beginPractice(search), 1);
  expect(play).toMatchObject({ screen: 'a', misses: 1, said: 'Lời chào thì bình thường.' });
  expect(tapItem(search, play, 3)).toBe(play);
});

test('things to find are found in any order, and tapping one twice counts once', () => {
  let play = beginPractice(search);
  for (const index of [2, 2, 0]) play = tapItem(search, play, index);
  expect(play).toMatchObject({ screen: 'b', found: [], misses: 0, said: 'Đây là giục. Đủ rồi.' });
  const end = tapItem(search, play, 0);
  expect(end).toMatchObject({ done: true, said: 'Xong.' });
  expect(tapItem(search, end, 0)).toBe(end);
});

const end = { title: 'Xong', items: [button('Xong', { done: true })] };

test.each([
  ['a screen that is not there', { a: { ...end, items: [button('x', { go: 'z' })] } }],
  ['a screen nobody reaches', { a: end, z: end }],
  ['no end', { a: { title: 'a', items: [button('x', { go: 'a' })] } }],
  [
    'a screen without a way out',
    {
      a: { title: 'a', items: [button('x', { go: 'z' }), button('y', { done: true })] },
      z: { title: 'z', items: [button('x', { say: 'Chỗ này hết đường.' })] },
    },
  ],
])('a practice with %s is found', (_, screens) => {
  expect(practiceFaults(practice(screens)).map((fault) => fault.code)).toHaveLength(1);
});

const question = (data: object): Question => questionSchema.parse({ ask: 'Hỏi gì?', ...data });

test('choice and several: right when exactly the right ones are picked, and each pick is explained', () => {
  const options = [
    { text: 'a', right: true, why: 'Vì a.' },
    { text: 'b', right: true, why: 'Vì b.' },
    { text: 'c', why: 'Vì c.' },
  ];
  const several = question({ type: 'several', options });
  expect(judge(several, { picked: [1, 0] }).right).toBe(true);
  expect(judge(several, { picked: [0, 2] })).toEqual({ right: false, why: ['Vì a.', 'Vì c.'] });
  expect(judge(several, { picked: [] }).right).toBe(false);
});

test('order and match: what is out of place is explained', () => {
  const items = ['a', 'b', 'c'].map((text) => ({ text, why: `Vì ${text}.` }));
  const order = question({ type: 'order', items });
  expect(judge(order, { picked: [0, 1, 2] }).right).toBe(true);
  expect(judge(order, { picked: [0, 2, 1] })).toEqual({ right: false, why: ['Vì b.', 'Vì c.'] });
  const pairs = items.slice(0, 2).map(({ text, why }) => ({ left: text, right: text, why }));
  expect(judge(question({ type: 'match', pairs }), { picked: [1, 0] }).right).toBe(false);
});

test('typed words count without marks, numbers as people here write them', () => {
  const base = { why: 'Đúng vậy.', otherwise: 'Xem lại nhé.' };
  const text = question({ type: 'text', answers: ['gov.vn'], ...base });
  expect(judge(text, { typed: ' .GOV.VN ' }).right).toBe(true);
  const word = question({ type: 'text', answers: ['Được tài trợ'], ...base });
  expect(judge(word, { typed: 'duoc tai tro' }).right).toBe(true);
  const misses = [{ answer: 113, why: '113 là công an.' }];
  const number = question({ type: 'number', answer: 1234.5, near: 1, misses, ...base });
  expect(judge(number, { typed: '1.234,5' }).right).toBe(true);
  expect(judge(number, { typed: '113' }).why).toEqual(['113 là công an.']);
  expect(judge(number, { typed: 'một' })).toEqual({ right: false, why: ['Xem lại nhé.'] });
});

test('who does not know yet is told the right answer and why', () => {
  const options = [
    { text: 'Chỉ mình bác', right: true, why: 'Mã là chìa khoá nhà.' },
    { text: 'Người sửa máy', why: 'Không cần.' },
  ];
  expect(explain(question({ type: 'choice', options }))).toEqual([
    'Chỉ mình bác. Mã là chìa khoá nhà.',
  ]);
  const number = {
    type: 'number',
    answer: 1.5,
    unit: 'lít',
    why: 'Đủ uống.',
    otherwise: 'Xem lại.',
  };
  expect(explain(question(number))).toEqual(['1,5 lít', 'Đủ uống.']);
  const pairs = ['a', 'b'].map((text) => ({ left: text, right: `${text}?`, why: `Vì ${text}.` }));
  expect(explain(question({ type: 'match', pairs }))).toEqual(['a: a? Vì a.', 'b: b? Vì b.']);
});

test('placeholders are filled; an empty channel shows its slot; in HTML they are quoted', () => {
  const both = (vi: string) => ({ vi, en: vi });
  const slot = { name: both('x'), source: null, checked: null, note: null };
  const words = channelWords(
    {
      version: '1',
      channels: [
        { id: 'cap-cuu', value: '115', empty: both('số (xã điền)'), ...slot },
        { id: 'cong-an-xa', value: null, empty: both('số của <xã>'), ...slot },
      ],
    },
    'vi',
  );
  const filling = { xung: 'bác', channel: words };
  expect(fill('{Xung} gọi {kenh:cap-cuu}, {lạ}', filling)).toBe('Bác gọi 115, {lạ}');
  const quote = (plain: string) => plain.replaceAll('<', '&lt;');
  expect(fill('<b>{kenh:cong-an-xa}', filling, quote)).toBe('<b>số của &lt;xã>');
});
