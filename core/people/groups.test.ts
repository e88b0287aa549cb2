import { type AccountActor, type Ctx, newId, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { foldRound, recount } from '@suotdoi/core/standing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formGroup, groupList, groupPage, joinGroup, leaveGroup, registerFamily } from './index.ts';

const HERE = '16681.03';
const ELSEWHERE = '16690.01';

let t: TestDatabase;
let hoa: PersonKey;
let duc: PersonKey;

beforeAll(async () => {
  t = await testDatabase();
  hoa = await someone(HERE, 'Nguyễn Thị Hoa');
  duc = await someone(ELSEWHERE, 'Nguyễn Văn Đức');
});
afterAll(() => t?.close());

async function someone(unit: string, name: string): Promise<PersonKey> {
  const family = await registerFamily(t.ctx(), {
    id: newId(),
    unit,
    members: [{ name, birthYear: 1970, agreed: true }],
    consent: { wording: 'w1', way: 'spoken' },
  });
  return family.members[0] as PersonKey;
}

function officerOf(unit: string): Ctx {
  const actor: AccountActor = {
    kind: 'account',
    id: newId(),
    name: 'Trần Văn Lộc',
    username: 'loc',
    roles: [{ role: 'village_officer', unit }],
    person: null,
  };
  return t.ctx(actor);
}

const group = (kind: string, more: object = {}) => ({
  id: newId(),
  kind,
  unit: HERE,
  name: `Tập thể ${kind}`,
  ...more,
});

async function refusal(work: Promise<unknown>): Promise<string> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no.code;
}

async function figures(): Promise<Record<string, number>> {
  while ((await foldRound(t.ctx())) > 0);
  const rows = await t.db
    .selectFrom('standing.tally')
    .select(({ fn }) => ['indicator', fn.sum<number>('n').as('n')])
    .where('unit', '=', 'VN')
    .where('slice', '=', '')
    .groupBy('indicator')
    .execute();
  return Object.fromEntries(rows.map(({ indicator, n }) => [indicator, Number(n)]));
}

test('members have dates; who left stays to be seen, and may come again', async () => {
  const ctx = officerOf(HERE);
  const { id } = await formGroup(ctx, group('school', { from: '2024-09-05' }));
  await joinGroup(ctx, { group: id, members: [hoa], role: 'student', from: '2026-09-05' });
  await joinGroup(ctx, { group: id, members: [hoa], role: 'trainee' });
  expect((await groupPage(ctx, id)).members).toMatchObject([
    { name: 'Nguyễn Thị Hoa', role: 'student', from: '2026-09-05', to: null },
  ]);
  await leaveGroup(ctx, { group: id, person: hoa.person, to: '2026-10-01' });
  await joinGroup(ctx, { group: id, members: [hoa], role: 'trainee', from: '2026-10-15' });
  const { members } = await groupPage(ctx, id);
  expect(members.map(({ role, from, to }) => [role, from, to])).toEqual([
    ['trainee', '2026-10-15', null],
    ['student', '2026-09-05', '2026-10-01'],
  ]);
});

test('members of a school, an agency or a group count once, where they live', async () => {
  const before = await figures();
  const ctx = t.ctx();
  await formGroup(ctx, group('school', { members: [hoa, duc] }));
  await formGroup(ctx, group('agency', { members: [hoa] }));
  await formGroup(ctx, group('community_group', { members: [hoa] }));
  expect(await figures()).toEqual(before);
  await formGroup(ctx, group('clan', { members: [hoa, duc] }));
  expect(await figures()).toEqual({ ...before, clans: (before.clans ?? 0) + 1 });
  expect((await recount(ctx)).differences).toEqual([]);
});

test('a clan spans communes: each officer adds their own people, and sees only their names', async () => {
  const { id } = await formGroup(officerOf(HERE), group('clan', { name: 'Họ Nguyễn Đình' }));
  const there = officerOf(ELSEWHERE);
  await joinGroup(officerOf(HERE), { group: id, members: [hoa] });
  expect(await refusal(joinGroup(there, { group: id, members: [duc, hoa] }))).toBe(
    'accounts.not_allowed',
  );
  expect((await groupList(there, { words: 'nguyen dinh' })).groups).toMatchObject([{ id }]);
  await joinGroup(there, { group: id, members: [duc] });
  const { members, mayChange, mayAddOwn } = await groupPage(there, id);
  expect([mayChange, mayAddOwn]).toEqual([false, true]);
  expect(new Set(members.map(({ name }) => name))).toEqual(new Set(['Nguyễn Văn Đức', null]));
  expect((await groupList(there, {})).groups.map((g) => g.id)).toContain(id);
});

test('a school is for the officers of its own place', async () => {
  const { id } = await formGroup(officerOf(HERE), group('school', { name: 'Trường A' }));
  const there = officerOf(ELSEWHERE);
  expect(await refusal(groupPage(there, id))).toBe('accounts.not_allowed');
  expect(await refusal(joinGroup(there, { group: id, members: [duc] }))).toBe(
    'accounts.not_allowed',
  );
  expect((await groupList(there, { words: 'Trường A' })).groups).toEqual([]);
});

test('what cannot be is refused: a future day, a role of another kind, leaving before joining', async () => {
  const ctx = officerOf(HERE);
  const { id } = await formGroup(ctx, group('agency'));
  const join = (more: object) => joinGroup(ctx, { group: id, members: [hoa], ...more });
  expect(await refusal(join({ from: '2026-10-16' }))).toBe('people.day_in_future');
  expect(await refusal(join({ role: 'student' }))).toBe('people.role_not_here');
  await join({ from: '2026-10-10' });
  const leave = (to: string) => leaveGroup(ctx, { group: id, person: hoa.person, to });
  expect(await refusal(leave('2026-10-09'))).toBe('people.leave_before_join');
  await leave('2026-10-10');
  expect(await refusal(leave('2026-10-10'))).toBe('people.not_a_member');
  expect(await refusal(joinGroup(ctx, { group: newId(), members: [hoa] }))).toBe(
    'people.unknown_group',
  );
  const nobody = { shard: '16681', person: newId() };
  expect(await refusal(joinGroup(ctx, { group: id, members: [nobody] }))).toBe(
    'people.unknown_person',
  );
});
