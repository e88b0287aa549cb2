import { newId, nobody, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { registerFamily } from '@suotdoi/core/people';
import { figureSource, foldRound } from '@suotdoi/core/standing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gaps, publicReport, reportPage } from './index.ts';

let t: TestDatabase;

const someone = (i: number, more: object = {}) => ({
  name: `Trần Văn ${newId().slice(-6)}`,
  birthYear: 1950 + i * 3,
  sex: i % 2 === 0 ? 'female' : 'male',
  agreed: true,
  ...more,
});

/** Families of six, and one session in October at which the first of each showed a skill. */
async function settle(unit: string, people: number): Promise<void> {
  const ctx = t.ctx(undefined, new Date('2026-09-10T03:00:00Z'));
  for (let i = 0; i < people; i += 6) {
    const size = Math.min(6, people - i);
    const { members } = await registerFamily(ctx, {
      id: newId(),
      unit,
      members: Array.from({ length: size }, (_, k) => someone(k)),
      consent: { wording: 'w1', way: 'spoken' },
    });
    const id = newId();
    const october = t.ctx(undefined, new Date('2026-10-10T03:00:00Z'));
    await openSession(october, {
      id,
      unit,
      heldAt: '2026-10-10T01:00:00Z',
      topic: 'Gọi video',
      place: 'Nhà văn hoá',
      skills: ['MAY1'],
      learners: members,
    });
    await saveSheet(october, {
      session: id,
      version: 1,
      learners: members.map(({ person }) => ({ person, present: true, marks: { MAY1: 'alone' } })),
    });
  }
}

beforeAll(async () => {
  t = await testDatabase();
  await settle('16681.03', 24);
  await settle('16681.04', 6);
  await settle('16690.01', 5);
  await settle('16732.01', 12);
  while ((await foldRound(t.ctx())) > 0);
});
afterAll(() => t?.close());

test('the figures of a report are the sums of its parts, at every unit', async () => {
  for (const unit of ['VN', '40', '16681', '16681.03']) {
    const { whole, below, here, gaps: groups } = await reportPage(t.ctx(), { unit });
    const sum = (pick: 'n' | 'of') => below.reduce((all, one) => all + one[pick], here[pick]);
    expect([sum('n'), sum('of')]).toEqual([whole.n, whole.of]);
    for (const parts of Object.values(groups)) {
      expect(parts.reduce((all, { of }) => all + of, 0)).toBe(whole.of);
    }
    const source = await figureSource(t.ctx(), { unit, indicator: 'citizens', month: '2026-10' });
    expect(source.total).toBe(whole.of);
  }
});

test('a report tells one dimension at a time', async () => {
  const groups = await gaps(t.ctx(), { unit: '16681', dimension: 'sex' });
  expect(groups).toEqual([
    { slice: 'sex:female', n: 0, of: 15 },
    { slice: 'sex:male', n: 0, of: 15 },
  ]);
});

test('the learners of a month are counted, and nobody has a habit in the first', async () => {
  const { whole } = await reportPage(t.ctx(), { unit: '16681' });
  expect(whole.habit).toEqual({ learners: 30, habit: 0, of: 30 });
});

test('the public reads no commune of fewer than ten, nor one from which it could be computed', async () => {
  const { below, whole } = await publicReport(t.ctx(nobody), { unit: '40' });
  const told = new Map(below.map(({ code, of }) => [code, of]));
  expect(whole.of).toBe(47);
  expect(['16681', '16690', '16732'].map((code) => told.get(code))).toEqual([
    30,
    'few',
    'withheld',
  ]);
});

test('a village is not told to the public', async () => {
  const no = await publicReport(t.ctx(nobody), { unit: '16681.03' }).catch((e: unknown) => e);
  expect(no).toBeInstanceOf(Refusal);
  expect((no as Refusal).kind).toBe('missing');
});

test('a commune tells the public no groups, and its figure as its province tells it', async () => {
  const {
    gaps: groups,
    whole,
    below,
    habit,
  } = await publicReport(t.ctx(nobody), { unit: '16690' });
  expect(groups).toBeNull();
  expect(below).toEqual([]);
  expect(whole).toMatchObject({ n: 'withheld', of: 'few' });
  expect(habit.learners).toBe('few');
});
