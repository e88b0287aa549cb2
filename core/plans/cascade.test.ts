import { type AccountActor, newId, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { foldRound } from '@suotdoi/core/standing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planPage, setTargets, splitForm, splitTarget, targetsOf } from './index.ts';

let t: TestDatabase;
let villages: string[];

const year = 2026;
const about = { unit: '16681', subject: 'citizens', year } as const;
const officer = (unit: string): AccountActor => ({
  kind: 'account',
  id: newId(),
  name: 'Trần Văn Lộc',
  username: newId(),
  roles: [{ role: unit.length === 2 ? 'province_officer' : 'commune_officer', unit }],
  person: null,
});
const commune = () => t.ctx(officer('16681'));
const even = (december: number) =>
  Array.from({ length: 12 }, (_, i) => Math.round((december * (i + 1)) / 12));
const refused = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.unreachable('let through'),
    (no) => (no instanceof Refusal ? no : Promise.reject(no)),
  );
const sum = (list: readonly (number | null)[]) => list.reduce<number>((a, b) => a + (b ?? 0), 0);

/** So many grown people in a village, one family each time. */
async function people(unit: string, n: number): Promise<void> {
  const members = Array.from({ length: n }, (_, i) => {
    return { name: `Nguyễn Thị ${newId().slice(-6)}`, birthYear: 1950 + i, agreed: true };
  });
  const consent = { wording: 'w1', way: 'spoken' };
  await registerFamily(t.ctx(), { id: newId(), unit, members, consent });
}

beforeAll(async () => {
  t = await testDatabase();
  const form = await splitForm(t.ctx(), about);
  villages = form.parts.map(({ code }) => code);
  await people(villages[0] ?? '', 7);
  await people(villages[1] ?? '', 2);
  await people(villages[2] ?? '', 4);
  while ((await foldRound(t.ctx())) > 0);
});
afterAll(() => t?.close());

test('nothing is split before there is a target', async () => {
  expect((await splitForm(commune(), { ...about, way: 'people' })).target).toBeNull();
  const parts = villages.map((unit) => ({ unit, n: 0 }));
  const no = await refused(splitTarget(commune(), { ...about, way: 'hand', parts }));
  expect(no.code).toBe('plans.split_no_target');
});

test('a target is split by the number of people, and the sum is exact', async () => {
  await setTargets(commune(), { ...about, byMonth: even(10), version: 0 });
  const form = await splitForm(commune(), { ...about, way: 'people' });
  expect(form.proposed.slice(0, 4)).toEqual([5, 2, 3, 0]);
  expect(sum(form.proposed)).toBe(10);
  expect(form.parts[0]).toMatchObject({ whole: 7, isTyped: false, lastYear: 0 });
});

test('a split by last year is not proposed where last year has no result', async () => {
  const form = await splitForm(commune(), { ...about, way: 'last_year' });
  expect(form.unable).toBe('last_year');
});

const byHand = (numbers: readonly number[]) =>
  villages.map((unit, i) => ({ unit, n: String(numbers[i] ?? 0) }));

test('parts that do not add up are refused with both sums', async () => {
  const way = 'hand' as const;
  const short = await refused(
    splitTarget(commune(), { ...about, way, parts: byHand([5, 2, 2]), version: 0 }),
  );
  expect([short.code, short.values]).toEqual(['plans.split_short', { sum: 9, target: 10, by: 1 }]);
  const over = await refused(
    splitTarget(commune(), { ...about, way, parts: byHand([7, 2, 4]), version: 0 }),
  );
  expect([over.code, over.values.by]).toEqual(['plans.split_over', 3]);
});

test('a part of more than 100 % is refused at the unit it asks too much of', async () => {
  const parts = byHand([3, 3, 4]);
  const no = await refused(splitTarget(commune(), { ...about, way: 'hand', parts, version: 0 }));
  expect(no.faults).toEqual([
    { path: 'parts.1.n', code: 'plans.target_over_whole', values: { n: 3, whole: 2 } },
  ]);
});

test('a split that leaves out a unit, or names one twice, is refused', async () => {
  for (const parts of [byHand([5, 2, 3]).slice(1), [...byHand([5, 2, 3]), ...byHand([0])]]) {
    const no = await refused(splitTarget(commune(), { ...about, way: 'hand', parts, version: 0 }));
    expect(no.code).toBe('plans.split_units');
  }
});

test('a unit below sees what is asked of it, month by month, until it sets its own', async () => {
  await splitTarget(commune(), { ...about, way: 'people', parts: byHand([5, 2, 3]), version: 0 });
  const village = villages[0] ?? '';
  const plan = await planPage(t.ctx(), { unit: village });
  expect(plan.figures[0]).toMatchObject({ asked: 5, isAsked: true });
  expect(plan.figures[0]?.months.at(-1)?.planned).toBe(5);
  expect((await targetsOf(commune(), { ...about, unit: village })).asked?.at(-1)).toBe(5);
  const above = await planPage(t.ctx(), { unit: '16681' });
  const asked = above.below.map((unit) => unit.asked);
  expect(sum(asked)).toBe(10);
  expect(sum(above.below.map((unit) => unit.planned))).toBe(above.figures[0]?.planned);
  await setTargets(commune(), { ...about, unit: village, byMonth: even(6) });
  const own = await planPage(t.ctx(), { unit: village });
  expect(own.figures[0]).toMatchObject({ asked: 5, isAsked: false });
  expect(own.figures[0]?.months.at(-1)?.planned).toBe(6);
});

test('of two officers who split at once the second is refused', async () => {
  const parts = byHand([4, 2, 4]);
  const no = await refused(splitTarget(commune(), { ...about, way: 'hand', parts, version: 0 }));
  expect(no.kind).toBe('conflict');
  await splitTarget(commune(), { ...about, way: 'hand', parts, version: 1 });
});

test('of two officers who edit a plan the second is refused, and what stands is untouched', async () => {
  const families = { ...about, subject: 'families' } as const;
  await setTargets(commune(), { ...families, byMonth: even(2), version: 0 });
  const late = { ...families, byMonth: even(3), version: 0 };
  const no = await refused(setTargets(commune(), late));
  expect(no.kind).toBe('conflict');
  const stands = await targetsOf(commune(), families);
  expect([stands.byMonth.at(-1), stands.version]).toEqual([2, 1]);
  await setTargets(commune(), { ...late, version: stands.version });
});

test('both save at the very same moment: one of them is refused', async () => {
  const clans = { ...about, subject: 'clans', byMonth: even(3), version: 0 } as const;
  const both = await Promise.allSettled([
    setTargets(commune(), clans),
    setTargets(commune(), clans),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a target over 100 % is refused at its month, unless more people are said to live there', async () => {
  const input = { ...about, byMonth: even(24) };
  const no = await refused(setTargets(commune(), input));
  expect(no.faults).toEqual([
    { path: 'byMonth.6', code: 'plans.target_over_whole', values: { n: 24, whole: 13 } },
  ]);
  await setTargets(commune(), { ...input, whole: '1.300' });
  expect((await targetsOf(commune(), about)).whole).toBe(1300);
});

test('an officer of another province may neither split nor look at the form', async () => {
  const other = t.ctx(officer('38'));
  const parts = byHand([4, 2, 4]);
  expect((await refused(splitForm(other, about))).kind).toBe('forbidden');
  const no = await refused(splitTarget(other, { ...about, way: 'hand', parts }));
  expect(no.kind).toBe('forbidden');
});
