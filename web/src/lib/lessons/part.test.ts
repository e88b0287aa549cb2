import { readFileSync } from 'node:fs';
import { shelf } from '@suotdoi/core/library';
import { drawings, looks } from '@suotdoi/core/library/model';
import { icons } from '@suotdoi/players/icons';
import { shuffled } from '@suotdoi/players/state';
import { expect, test } from 'vitest';
import { askedOf, identifier, partHref, resultsOf } from './part.ts';
import { actsOf } from './results.ts';

const now = new Date('2026-10-15T03:00:00Z');
const lesson = (await shelf()).course('ky-nang-so-co-ban')?.lesson('MAY1', 'vi');
if (!lesson) throw new Error('MAY1');
const asked = (query: string) => askedOf(lesson, new URLSearchParams(query), now);

test('every drawing and every look that a lesson may use is drawn', () => {
  expect(Object.keys(icons).sort()).toEqual([...drawings].sort());
  const styles = readFileSync(new URL(import.meta.resolve('@suotdoi/players/players.css')), 'utf8');
  // A plain page and the home screen, the web, the chat need no colours of their own.
  const plain = ['page', 'home', 'web', 'chat'];
  for (const look of looks.filter((one) => !plain.includes(one)))
    expect(styles, look).toMatch(new RegExp(`\\.dt(\\.|:is\\([^)]*\\.)${look}\\b`));
});

test('an address says where a learner is; what makes no sense begins anew', () => {
  expect(asked('')).toMatchObject({ part: 1, at: 0, taps: [], judged: false });
  expect(asked('phan=3&luot=1.0&bam=2')).toMatchObject({ part: 3, taps: [1, 0, 2] });
  expect(asked('phan=3&luot=1.0&lai=1')).toMatchObject({ taps: [] });
  expect(asked('phan=99&viec=7&tu=9e99&ma=x')).toMatchObject({
    ...{ part: 1, at: 0, begun: now.getTime() },
  });
});

test('a practice played by address is told once it is done, with its misses and its time', () => {
  const begun = now.getTime() - 90_000;
  const way = 'luot=0.1.2.0.1.0.1';
  expect(resultsOf(lesson, asked(`phan=3&tu=${begun}&${way}&bam=0`), now)).toEqual([]);
  expect(resultsOf(lesson, asked(`phan=3&tu=${begun}&${way}&bam=2`), now)).toMatchObject([
    { kind: 'practice', practice: 'may1-bat-khoa', duration: 90_000, attempts: 2 },
  ]);
});

test('answers are told once they are looked at and settled', () => {
  expect(resultsOf(lesson, asked('phan=4&c0=0'), now)).toEqual([]);
  expect(resultsOf(lesson, asked('phan=4&c0=0&c1=1&c2=chua&xem=1'), now)).toMatchObject([
    { kind: 'answer', question: 0, success: true },
    { kind: 'answer', question: 2, success: false },
  ]);
});

test('the way on leads through the parts to the result', () => {
  expect(partHref('/bai', 1)).toBe('/bai');
  expect(partHref('/bai', 3, 1)).toBe('/bai?phan=3&viec=1');
  expect(partHref('/bai', 7)).toBe('/bai/ket-qua');
});

test('what a form brings becomes acts of the same identifiers each time; rubbish becomes none', () => {
  const told = { course: 'c' };
  const idFor = (name: string) => `id ${name}`;
  const results = JSON.stringify([
    { kind: 'answer', question: 1 },
    { kind: 'lesson', id: 'other' },
  ]);
  expect(actsOf({ results, idFor, told })).toEqual([
    { course: 'c', kind: 'answer', question: 1, id: 'id answer:1' },
    { course: 'c', kind: 'lesson', id: 'id lesson' },
  ]);
  for (const rubbish of ['', '{', '7', 'null']) {
    expect(actsOf({ results: rubbish, idFor, told })).toEqual([]);
  }
  expect(identifier('nope')).not.toBe('nope');
});

test('the right answer stands in no place more often than chance would put it', async () => {
  const places = (await shelf()).courses.flatMap((course) =>
    course.lessons.flatMap((code) =>
      (course.lesson(code, 'vi')?.questions ?? []).flatMap((question) => {
        if (question.type !== 'choice' || question.options.length !== 3) return [];
        const right = question.options.findIndex((option) => option.right);
        return [shuffled(3, question.ask).indexOf(right)];
      }),
    ),
  );
  for (const place of [0, 1, 2]) {
    const share = places.filter((one) => one === place).length / places.length;
    expect(share, `${place} of ${places.length}`).toBeGreaterThan(0.2);
  }
});
