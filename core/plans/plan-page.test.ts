import { type AccountActor, newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { registerFamily } from '@suotdoi/core/people';
import { foldRound } from '@suotdoi/core/standing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planPage, setTargets, targetsOf } from './index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  const ctx = t.ctx(undefined, new Date('2026-09-10T03:00:00Z'));
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: '16681.03',
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1958, agreed: true },
      { name: 'Phạm Văn Bình', birthYear: 1955, agreed: true },
    ],
    consent: { wording: 'w1', way: 'spoken' },
  });
  const october = t.ctx(undefined, new Date('2026-10-10T03:00:00Z'));
  const id = newId();
  await openSession(october, {
    id,
    unit: '16681.03',
    heldAt: '2026-10-10T01:00:00Z',
    topic: 'Gọi video',
    place: 'Nhà văn hoá xóm 3',
    skills: ['MAY1'],
    learners: members,
  });
  await saveSheet(october, {
    session: id,
    version: 1,
    learners: members.map(({ person }, i) => ({
      person,
      present: true,
      marks: { MAY1: i === 0 ? 'alone' : 'helped' },
    })),
  });
  while ((await foldRound(october)) > 0);
});
afterAll(() => t?.close());

const officer = (role: 'commune_officer' | 'village_officer', unit: string): AccountActor => ({
  kind: 'account',
  id: 'o',
  name: 'Trần Văn Lộc',
  username: 'loc',
  roles: [{ role, unit }],
  person: null,
});
const twelve = (n: number) => Array.from({ length: 12 }, (_, i) => String(n * (i + 1)));

test('a month tells who learnt and what was newly shown, apart from what had come together', async () => {
  const { ofMonth, began } = await planPage(t.ctx(), { unit: '16681' });
  expect(ofMonth).toEqual({ learners: 2, habit: 0, skills_shown: 1 });
  expect(began).toBe('2026-10');
});

test('targets that a commune sets are seen in its plan and in that of the units above', async () => {
  const about = { unit: '16681.03', subject: 'citizens', year: 2026, whole: '40' };
  const input = { ...about, byMonth: twelve(1) };
  await setTargets(t.ctx(officer('commune_officer', '16681')), input);
  const commune = await planPage(t.ctx(), { unit: '16681' });
  expect(commune.below.find(({ code }) => code === '16681.03')).toMatchObject({
    reached: 0,
    of: 2,
    planned: 10,
  });
  const village = await planPage(t.ctx(officer('village_officer', '16681.03')), {
    unit: '16681.03',
  });
  expect(village.maySetTargets).toBe(false);
  expect(village.figures[0]).toMatchObject({ planned: 10, state: { kind: 'late', by: 10 } });
});

test('a plan for the year to come shows its December, and nobody is late in it', async () => {
  const about = { unit: '16681', subject: 'citizens', year: 2027, whole: '1.500' };
  const input = { ...about, byMonth: twelve(100) };
  await setTargets(t.ctx(), input);
  const { planMonth, figures } = await planPage(t.ctx(), { unit: '16681', year: 2027 });
  expect(planMonth).toBe('2027-12');
  expect(figures[0]).toMatchObject({
    of: 2,
    planned: 1200,
    state: { kind: 'coming' },
    outlook: null,
  });
});

test('a target that falls, or is no whole number, is refused at its month', async () => {
  const faults = (byMonth: string[]) =>
    setTargets(t.ctx(), { unit: '16681', subject: 'families', year: 2026, byMonth }).catch((no) =>
      no.faults.map((fault: { path: string }) => fault.path),
    );
  expect(await faults(twelve(10).with(5, '1'))).toEqual(['byMonth.5']);
  expect(await faults(twelve(10).with(2, '1,5'))).toEqual(['byMonth.2']);
});

test('"1.200" and "1,200" are read as the same number', async () => {
  const byMonth = [...Array(10).fill('1000'), '1.200', '1,200'];
  await setTargets(t.ctx(), { unit: '16681', subject: 'clans', year: 2026, byMonth });
  const form = await targetsOf(t.ctx(), { unit: '16681', subject: 'clans', year: 2026 });
  expect(form.byMonth.slice(-2)).toEqual([1200, 1200]);
});
