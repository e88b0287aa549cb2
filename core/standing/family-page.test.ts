import { createAccount } from '@suotdoi/core/accounts';
import { type AccountActor, type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { offerHelp, registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { familyPage, foldRound, ownFamily, ownRecord } from './index.ts';
import { skills } from './model.ts';

const VILLAGE = '16681.03';
const enough = [
  ...skills.filter((s) => s.essential),
  ...skills.filter((s) => !s.essential).slice(0, 6),
].map((s) => s.code);

let t: TestDatabase;
let family: string;
let hoa: PersonKey;
let tuan: PersonKey;
let binh: PersonKey;

beforeAll(async () => {
  t = await testDatabase();
  const registered = await registerFamily(t.ctx(), {
    id: newId(),
    unit: VILLAGE,
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1963, sex: 'female', agreed: true },
      { name: 'Phạm Văn Bình', birthYear: 1960, agreed: true },
      { name: 'Phạm Anh Tuấn', birthYear: 1992, agreed: true },
      { name: 'Phạm Ngọc Mai', birthYear: 2015, agreed: false },
    ],
    consent: { wording: 'w1', way: 'spoken' },
  });
  family = registered.id;
  [hoa, binh, tuan] = registered.members as [PersonKey, PersonKey, PersonKey];
});
afterAll(() => t?.close());

function as(role: AccountActor['roles'][number]['role'], person: PersonKey | null = null): Ctx {
  const unit = role === 'citizen' ? '16681' : VILLAGE;
  const about = { id: newId(), name: 'Ai Đó', username: 'ai' };
  return t.ctx({ kind: 'account', ...about, roles: [{ role, unit }], person });
}

async function teach(by: Ctx, person: PersonKey, marks: readonly string[]): Promise<void> {
  const id = newId();
  const about = { topic: 'Dùng điện thoại', place: 'Nhà văn hoá', heldAt: '2026-09-20T12:00:00Z' };
  await openSession(by, { id, unit: VILLAGE, ...about, skills: [...marks], learners: [person] });
  const alone = Object.fromEntries(marks.map((code) => [code, 'alone']));
  await saveSheet(by, {
    session: id,
    version: 1,
    learners: [{ person: person.person, present: true, marks: alone }],
  });
  while ((await foldRound(t.ctx())) > 0);
}

async function instructor(): Promise<Ctx> {
  const account = { username: 'thu.le', name: 'Lê Thị Thu', password: 'hoa-sen-mua-ha-47' };
  const id = await createAccount(t.ctx(), { ...account, role: 'instructor', unit: VILLAGE });
  const roles = [{ role: 'instructor', unit: VILLAGE } as const];
  return t.ctx({ kind: 'account', id, ...account, roles, person: null });
}

test('the next step is the one for whom least is lacking, with who taught them last', async () => {
  const thu = await instructor();
  await teach(thu, tuan, enough.slice(0, 20));
  const page = await familyPage(as('village_officer'), family);
  expect(page).toMatchObject({ adults: 3, able: 0, lacking: 2, reached: false });
  expect(page.next?.member.name).toBe('Phạm Anh Tuấn');
  expect(page.next?.helper).toEqual({ how: 'instructor', name: 'Lê Thị Thu', self: false });
  const missing = page.next?.member.detail?.missing;
  expect((missing?.essential.length ?? 0) + (missing?.others ?? 0)).toBe(enough.length - 20);
});

test('once one has enough, they can help the next; enough members make the family reach it', async () => {
  const thu = t.ctx();
  await teach(thu, hoa, enough);
  const own = await ownFamily(as('citizen', hoa));
  expect(own).toMatchObject({ able: 1, lacking: 1, reached: false, officer: false });
  expect(own?.next?.helper).toEqual({ how: 'family', name: 'Nguyễn Thị Hoa', self: true });
  await teach(thu, tuan, enough);
  expect(await ownFamily(as('citizen', hoa))).toMatchObject({ lacking: 0, reached: true });
  expect((await ownFamily(as('citizen', hoa)))?.next?.member.name).toBe('Phạm Văn Bình');
});

test('somebody who offers to help there is named where nobody of the family can help yet', async () => {
  const [other, sy] = await Promise.all(
    ['Lê Văn Mới', 'Ngô Thị Giúp'].map((name) =>
      registerFamily(t.ctx(), { id: newId(), unit: VILLAGE, members: [{ name, birthYear: 1962 }] }),
    ),
  );
  expect((await familyPage(as('village_officer'), other?.id ?? '')).next?.helper).toBeNull();
  await offerHelp(as('citizen', sy?.members[0]), { days: ['sun'], places: [VILLAGE] });
  const helper = { how: 'volunteer', name: 'Ngô Thị Giúp', self: false };
  expect((await familyPage(as('village_officer'), other?.id ?? '')).next?.helper).toEqual(helper);
  expect((await familyPage(as('village_officer'), sy?.id ?? '')).next?.helper).toBeNull();
});

test('members see of each other only whether it is enough; officers of the place see the skills', async () => {
  const own = await ownFamily(as('citizen', binh));
  const seen = own?.members.map((m) => [m.name, m.adult, m.reached, m.detail !== null]);
  expect(seen).toEqual([
    ['Nguyễn Thị Hoa', true, true, false],
    ['Phạm Văn Bình', true, false, true],
    ['Phạm Anh Tuấn', true, true, false],
    ['Phạm Ngọc Mai', false, false, false],
  ]);
  const { members } = await familyPage(as('village_officer'), family);
  expect(members.every((m) => m.detail !== null)).toBe(true);
});

test('nobody else of the village may open it; who has no family has none', async () => {
  const other = await registerFamily(t.ctx(), {
    id: newId(),
    unit: VILLAGE,
    members: [{ name: 'Lê Văn Sỹ', birthYear: 1952 }],
  });
  const sy = as('citizen', other.members[0]);
  await expect(familyPage(sy, family)).rejects.toMatchObject({ code: 'accounts.not_allowed' });
  await expect(familyPage(sy, 'x')).rejects.toMatchObject({ code: 'people.unknown_collective' });
  expect((await ownFamily(sy))?.members).toHaveLength(1);
  await expect(ownFamily(as('citizen'))).rejects.toMatchObject({ code: 'standing.no_person' });
});

test('a record tells each act with who helped, and where it counted, as figures hold it', async () => {
  const record = await ownRecord(as('citizen', tuan));
  expect(record).toMatchObject({ birthYear: 1992, name: 'Phạm Anh Tuấn' });
  expect(new Set(record.acts.map((a) => a.taughtBy))).toContain('Lê Thị Thu');
  const told = record.countedAt.map((c) => [c.month, c.figure, c.place, c.n]);
  // Registered in October: until then they lived nowhere that is known.
  expect(told).toEqual([
    ['2026-10', 'citizens_basic', 'Xóm 3', 1],
    ['2026-09', 'skills_shown', 'Xóm 3', enough.length],
    ['2026-09', 'learners', 'Xóm 3', 1],
  ]);
  await expect(ownRecord(as('village_officer'))).rejects.toMatchObject({
    code: 'standing.no_person',
  });
});
