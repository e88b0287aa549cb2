import { newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldRound, recount } from './index.ts';
import { personContributions } from './person-contributions.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

async function slices(month: string): Promise<Record<string, number>> {
  const rows = await t.db
    .selectFrom('standing.tally')
    .select((e) => ['slice', e.fn.sum<number>('n').as('n')])
    .where('unit', '=', '16681')
    .where('indicator', '=', 'citizens')
    .where('month', '<=', month)
    .groupBy('slice')
    .execute();
  return Object.fromEntries(
    rows.filter((r) => Number(r.n) !== 0).map((r) => [r.slice, Number(r.n)]),
  );
}

test('people are counted with their age at the end of the month, this year and the years to come', async () => {
  const ctx = t.ctx();
  await registerFamily(ctx, {
    id: newId(),
    unit: '16681.03',
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1967, sex: 'female' },
      { name: 'Phạm Văn Bình', birthYear: 1950, sex: 'male' },
      { name: 'Phạm Thị Mai', birthYear: 2013, sex: 'female' },
    ],
    consent: { wording: 'w1', way: 'spoken' },
  });
  while ((await foldRound(ctx)) > 0);
  expect(await slices('2026-10')).toEqual({
    '': 2,
    'age:45-59': 1,
    'age:75+': 1,
    'sex:female': 1,
    'sex:male': 1,
    'ethnicity:unknown': 2,
    'disability:unknown': 2,
  });
  expect(await slices('2027-01')).toMatchObject({ '': 2, 'age:60-74': 1, 'age:75+': 1 });
  expect((await slices('2028-01'))['']).toBe(2);
  const next = t.ctx(undefined, new Date('2027-02-01T03:00:00Z'));
  while ((await foldRound(next)) > 0);
  expect(await slices('2028-01')).toMatchObject({ '': 3, 'age:15-29': 1 });
  expect((await recount(next)).differences).toEqual([]);
});

test('a habit is an act in each of three months on end, counted where the person lives', async () => {
  const facts = {
    birthYear: 1960,
    died: null,
    sex: null,
    ethnicity: null,
    disability: null,
    stays: [{ unit: '16681.03', from: '2026-01-01', to: null }],
  };
  const acts = {
    counted: [],
    reached: null,
    activeMonths: ['2026-05', '2026-06', '2026-07', '2026-09'],
  };
  const rows = personContributions(facts, acts, 2027);
  expect(rows.filter((r) => r.indicator === 'habit').map((r) => r.month)).toEqual(['2026-07']);
  expect(rows.filter((r) => r.indicator === 'learners').map((r) => r.month)).toEqual(
    acts.activeMonths,
  );
});
