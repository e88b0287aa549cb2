import { type AccountActor, type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { recordConsent, registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, sessionSheet } from './index.ts';

let t: TestDatabase;
let ctx: Ctx;
let id: string;
let hoa: PersonKey;
const consent = { wording: 'w1', way: 'spoken' };

beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: '16681.03',
    members: [{ name: 'Nguyễn Thị Hoa', birthYear: 1963, agreed: true }],
    consent,
  });
  hoa = members[0] as PersonKey;
  const opened = await openSession(ctx, {
    id: newId(),
    unit: '16681.03',
    heldAt: '2026-10-14T12:00:00Z',
    topic: 'Gọi video',
    place: 'Nhà văn hoá xóm 3',
    skills: ['GOI2'],
    learners: members,
    witness: 'Bùi Thị Sáu',
  });
  id = opened.id;
});
afterAll(() => t?.close());

function at(unit: string, role: AccountActor['roles'][number]['role']): Ctx {
  return t.ctx({
    kind: 'account',
    id: newId(),
    name: 'Ai',
    username: 'ai',
    roles: [{ role, unit }],
    person: null,
  });
}

test('a province reads a sheet without names, ages and homes', async () => {
  const sheet = await sessionSheet(at('40', 'province_officer'), id);
  expect(sheet).toMatchObject({ mayFill: false, witness: null });
  expect(sheet.learners).toMatchObject([
    { name: null, birthYear: null, village: null, present: true },
  ]);
});

test('the instructor of the place fills it in; the reviewer reads it with names', async () => {
  const own = await sessionSheet(at('16681', 'instructor'), id);
  const learners = [{ name: 'Nguyễn Thị Hoa' }];
  expect(own).toMatchObject({ mayFill: true, witness: 'Bùi Thị Sáu', learners });
  const reviewed = await sessionSheet(at('16681', 'reviewer'), id);
  expect(reviewed).toMatchObject({ mayFill: false, learners: [{ birthYear: 1963 }] });
});

test('a learner who took their consent back is marked on the sheet', async () => {
  expect((await sessionSheet(ctx, id)).learners[0]?.agreed).toBe(true);
  await recordConsent(ctx, { ...hoa, answer: 'withdrawn', asked: consent });
  expect((await sessionSheet(ctx, id)).learners[0]?.agreed).toBe(false);
  const lost = sessionSheet(ctx, 'khong-phai-ma');
  await expect(lost).rejects.toMatchObject({ kind: 'missing', code: 'learning.unknown_session' });
});
