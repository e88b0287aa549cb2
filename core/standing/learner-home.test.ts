import { type AccountActor, type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession } from '@suotdoi/core/learning';
import { registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnerHome } from './index.ts';

let t: TestDatabase;
let hoa: PersonKey;
beforeAll(async () => {
  t = await testDatabase();
  const { members } = await registerFamily(t.ctx(), {
    id: newId(),
    unit: '16681.03',
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1963, sex: 'female', agreed: true },
      { name: 'Phạm Anh Tuấn', birthYear: 1992 },
      { name: 'Phạm Ngọc Mai', birthYear: 2015 },
    ],
    consent: { wording: 'w1', way: 'spoken' },
  });
  hoa = members[0] as PersonKey;
});
afterAll(() => t?.close());

/** 10:00 of 15 October 2026 in Viet Nam is the tests' now. */
function session(unit: string, heldAt: string, learners: PersonKey[] = []) {
  return openSession(t.ctx(), {
    ...{ id: newId(), unit, heldAt, learners },
    topic: `${unit} ${heldAt.slice(0, 13)}`,
    place: 'Nhà văn hoá',
    skills: ['GOI2'],
  });
}

function as(person: PersonKey | null): Ctx {
  const actor: AccountActor = {
    kind: 'account',
    id: newId(),
    name: 'Nguyễn Thị Hoa',
    username: 'hoa',
    roles: [{ role: 'citizen', unit: '16681' }],
    person,
  };
  return t.ctx(actor);
}

test('a learner sees the sessions of the commune for a week, also the one just begun', async () => {
  await session('16681.03', '2026-10-15T02:30:00Z');
  await session('16681.01', '2026-10-18T12:00:00Z', [hoa]);
  await session('16681.03', '2026-10-14T12:00:00Z');
  await session('16681.03', '2026-10-23T12:00:00Z');
  await session('16690.01', '2026-10-16T12:00:00Z');
  const { nearby } = await learnerHome(as(hoa));
  expect(nearby.map(({ topic, expected }) => [topic, expected])).toEqual([
    ['16681.03 2026-10-15T02', false],
    ['16681.01 2026-10-18T12', true],
  ]);
});

test('of the family a learner sees who has enough, and who is too young to count', async () => {
  const { family, next, needed } = await learnerHome(as(hoa));
  expect([next, needed]).toEqual(['MAY1', 24]);
  expect(family).toMatchObject({ share: 0.5, minAge: 15 });
  const told = family?.members.map(({ name, reached, adult }) => [name, reached, adult]);
  expect(told).toEqual([
    ['Nguyễn Thị Hoa', false, true],
    ['Phạm Anh Tuấn', false, true],
    ['Phạm Ngọc Mai', false, false],
  ]);
});

test('an account that speaks for nobody has no such page', async () => {
  await expect(learnerHome(as(null))).rejects.toMatchObject({ code: 'standing.no_person' });
});
