import { type Actor, newId, nobody, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { registerFamily } from '@suotdoi/core/people';
import { figureSource, foldRound, recount } from '@suotdoi/core/standing';
import { sayRemote } from '@suotdoi/core/units';
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

test('a report tells how remote the places are, once somebody has said which communes are', async () => {
  const before = await gaps(t.ctx(), { unit: '40', dimension: 'place' });
  expect(before).toEqual([{ slice: 'place:unknown', n: 0, of: 47 }]);
  const bytes = Buffer.from('code,remote\n40,\n16690,x\n16681,');
  const done = await sayRemote(t.ctx(), { bytes, source: 'test' });
  expect(done).toEqual({ remote: 1, others: 6, changed: 7 });
  while ((await foldRound(t.ctx())) > 0);
  const said = await gaps(t.ctx(), { unit: '40', dimension: 'place' });
  expect(said).toEqual([
    { slice: 'place:other', n: 0, of: 42 },
    { slice: 'place:remote', n: 0, of: 5 },
  ]);
  const { gaps: told } = await publicReport(t.ctx(nobody), { unit: '40' });
  expect(Object.keys(told ?? {})).not.toContain('place');
  await settle('16690.02', 6);
  while ((await foldRound(t.ctx())) > 0);
  const later = await gaps(t.ctx(), { unit: '40', dimension: 'place' });
  expect(later.map(({ of }) => of)).toEqual([42, 11]);
  expect((await recount(t.ctx())).differences).toEqual([]);
});

test('the months of a report end with its own, each as its own report says', async () => {
  const { whole } = await reportPage(t.ctx(), { unit: '40', month: '2026-12' });
  expect(whole.months.map(({ month }) => month)).toEqual(['2026-09', '2026-10']);
  const september = await reportPage(t.ctx(), { unit: '40', month: '2026-09' });
  expect(whole.months[0]).toMatchObject({ of: september.whole.of, learners: 0 });
  const told = await publicReport(t.ctx(nobody), { unit: '40' });
  expect(told.months?.at(-1)).toMatchObject({ n: told.whole.n, of: told.whole.of });
  const commune = await publicReport(t.ctx(nobody), { unit: '16681' });
  expect(commune.months).toBeNull();
});

test('a group’s figure is taken apart down to its people, those of a remote place too', async () => {
  const figure = { indicator: 'citizens', month: '2026-10' } as const;
  const women = await figureSource(t.ctx(), { ...figure, unit: '16681', slice: 'sex:female' });
  expect(women.below.map(({ code, n }) => [code, n])).toEqual([
    ['16681.03', 12],
    ['16681.04', 3],
  ]);
  const remote = { ...figure, slice: 'place:remote' };
  expect((await figureSource(t.ctx(), { ...remote, unit: 'VN' })).total).toBe(11);
  const village = await figureSource(t.ctx(), { ...remote, unit: '16690.01' });
  expect(village.here).toHaveLength(5);
});

test('whoever sees no names gets no list of the disabled or of an ethnicity', async () => {
  const province: Actor = {
    ...{ kind: 'account', id: newId(), name: 'Lê Quang Hưng', username: 'canbo.tinh' },
    ...{ roles: [{ role: 'province_officer', unit: '40' }], person: null },
  };
  const figure = { unit: '16681.03', indicator: 'citizens', month: '2026-10' } as const;
  const asked = { ...figure, slice: 'disability:unknown' };
  const near = await figureSource(t.ctx(), asked);
  const far = await figureSource(t.ctx(province), asked);
  expect([far.total, far.here.length]).toEqual([near.total, 0]);
  expect(near.here).toHaveLength(24);
  expect((await figureSource(t.ctx(province), figure)).here[0]?.name).toBeNull();
});

test('figures that are kept are never older than the last fold, and rights are asked each time', async () => {
  const before = await reportPage(t.ctx(), { unit: '16732' });
  expect(await reportPage(t.ctx(), { unit: '16732' })).toBe(before);
  await settle('16732.02', 6);
  expect((await reportPage(t.ctx(), { unit: '16732' })).whole.of).toBe(before.whole.of);
  while ((await foldRound(t.ctx())) > 0);
  expect((await reportPage(t.ctx(), { unit: '16732' })).whole.of).toBe(before.whole.of + 6);
  const no = await reportPage(t.ctx(nobody), { unit: '16732' }).catch((e: unknown) => e);
  expect((no as Refusal).kind).toBe('unknown');
});
