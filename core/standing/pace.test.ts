import { type AccountActor, type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldRound, nearFamilies, quietUnits, sessionsHeld } from './index.ts';
import { skills } from './model.ts';

const VILLAGE = '16681.03';
const enough = [
  ...skills.filter((s) => s.essential),
  ...skills.filter((s) => !s.essential).slice(0, 6),
].map((s) => s.code);

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

async function family(name: string, births: readonly number[]) {
  const { id, members } = await registerFamily(t.ctx(undefined, new Date('2026-06-01T03:00:00Z')), {
    id: newId(),
    unit: VILLAGE,
    members: births.map((birthYear, i) => ({ name: `${name} ${i}`, birthYear, agreed: true })),
    consent: { wording: 'w1', way: 'spoken' },
  });
  return { id, members };
}

async function teach(person: PersonKey, marks: readonly string[], heldAt = '2026-09-20T12:00:00Z') {
  const by = t.ctx(undefined, new Date(Date.parse(heldAt) + 3_600_000));
  const id = newId();
  const about = { topic: 'Dùng điện thoại', place: 'Nhà văn hoá', heldAt };
  await openSession(by, { id, unit: VILLAGE, ...about, skills: [...marks], learners: [person] });
  const alone = Object.fromEntries(marks.map((code) => [code, 'alone']));
  await saveSheet(by, {
    session: id,
    version: 1,
    learners: [{ person: person.person, present: true, marks: alone }],
  });
  while ((await foldRound(t.ctx())) > 0);
}

function as(role: AccountActor['roles'][number]['role'], unit: string): Ctx {
  const roles = [{ role, unit }];
  return t.ctx({ kind: 'account', id: newId(), name: 'Ai', username: 'ai', roles, person: null });
}

test('a family is one step away when one more person is enough and has at most three skills to go', async () => {
  const near = await family('Cao Thị Gần', [1960, 1958]);
  const far = await family('Võ Văn Xa', [1960]);
  const four = await family('Hồ Văn Đông', [1960, 1961, 1962, 1963]);
  await teach(near.members[1] as PersonKey, enough.slice(1));
  await teach(far.members[0] as PersonKey, enough.slice(4));
  await teach(four.members[0] as PersonKey, enough.slice(2));
  const { families } = await nearFamilies(as('commune_officer', '16681'), '16681');
  expect(families).toMatchObject([
    { name: 'Cao Thị Gần 0', personName: 'Cao Thị Gần 1', steps: 1, village: 'Xóm 3' },
  ]);
  expect(families[0]?.missing.essential).toEqual([enough[0]]);
  await teach(four.members[1] as PersonKey, enough);
  const now = await nearFamilies(as('instructor', VILLAGE), VILLAGE);
  expect(now.families.map(({ name, steps }) => [name, steps])).toEqual([
    ['Cao Thị Gần 0', 1],
    ['Hồ Văn Đông 0', 2],
  ]);
  await teach(near.members[1] as PersonKey, enough);
  const later = await nearFamilies(as('commune_officer', '16681'), '16681');
  expect(later.families.map(({ name }) => name)).toEqual(['Hồ Văn Đông 0']);
});

test('whoever may not see people is told of families without names, a citizen of none', async () => {
  const { families } = await nearFamilies(as('province_officer', '40'), '16681');
  expect(families.map(({ name, personName }) => [name, personName])).toEqual([[null, null]]);
  await expect(nearFamilies(as('citizen', '16681'), '16681')).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await expect(nearFamilies(as('province_officer', '40'), '40')).rejects.toMatchObject({
    code: 'standing.near_level',
  });
});

test('a unit is quiet when nothing was learnt there for thirty days, and says since when', async () => {
  const officer = as('commune_officer', '16681');
  const first = await quietUnits(officer, '16681');
  expect(first.quiet).toHaveLength(first.of - 1);
  expect(first.quiet.every(({ last }) => last === null)).toBe(true);
  const november = { ...officer, now: new Date('2026-11-01T03:00:00Z') };
  const { quiet } = await quietUnits(november, '16681');
  expect(quiet[0]).toMatchObject({ code: VILLAGE, last: new Date('2026-09-20T12:00:00Z') });
  const above = await quietUnits(as('province_officer', '40'), '40');
  expect(above.quiet.map(({ code }) => code)).not.toContain('16681');
  await expect(quietUnits(as('national_officer', 'VN'), 'VN')).rejects.toMatchObject({
    code: 'standing.quiet_level',
  });
});

test('sessions are counted within a commune between two months', async () => {
  const held = { unit: '16681', from: '2026-07', before: '2026-10' };
  expect(await sessionsHeld(t.ctx(), held)).toBe(5);
  expect(await sessionsHeld(t.ctx(), { ...held, before: '2026-09' })).toBe(0);
  expect(await sessionsHeld(t.ctx(), { ...held, unit: '40' })).toBeNull();
});
