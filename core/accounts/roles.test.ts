import { type AccountActor, dayOf, newId, nobody, type RoleName } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase, testNow } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountList,
  authorise,
  createAccount,
  grantRole,
  type NewAccount,
  permissionNames,
  revokeRole,
  roles,
} from './index.ts';
import { mayGrant, roleFitsLevel, roleMay } from './rules.ts';
import { actorOfAccount } from './session.ts';

const nation = 'VN';
const province = '40';
const commune = '16681';
const village = '16681.01';
const foreign = '16690';
const foreignVillage = '16690.01';
let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const person = () => ({ shard: commune, person: newId() });
let count = 0;
const asked = (role: RoleName, unit: string): NewAccount => {
  const username = `nguoi.${count++}`;
  return { username, name: 'Lê Văn An', password: 'cây đa bến nước', role, unit, person: person() };
};
const now = (account: string, at = testNow) => actorOfAccount(t.db, account, at);
const made = async (role: RoleName, unit: string): Promise<AccountActor> =>
  now(await createAccount(t.ctx(), asked(role, unit)));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'yes',
    (error: { code?: string }) => error.code ?? Promise.reject(error),
  );
const homeOf: Record<RoleName, string> = {
  administrator: commune,
  national_officer: nation,
  province_officer: province,
  commune_officer: commune,
  village_officer: village,
  instructor: commune,
  reviewer: commune,
  citizen: commune,
};

test('every role reaches its unit and what lies within it, and no foreign unit', async () => {
  for (const role of roles) {
    const ctx = t.ctx(await made(role, homeOf[role]));
    for (const permission of permissionNames) {
      const right = roleMay(role, permission) ? 'yes' : 'accounts.not_allowed';
      expect(await codeOf(authorise(ctx, permission, homeOf[role]))).toBe(right);
      expect(await codeOf(authorise(ctx, permission, village))).toBe(right);
      const away = role === 'national_officer' || role === 'province_officer';
      const abroad = away ? right : 'accounts.not_allowed';
      expect(await codeOf(authorise(ctx, permission, foreign))).toBe(abroad);
      expect(await codeOf(authorise(ctx, permission, foreignVillage))).toBe(abroad);
    }
  }
});

test('a role does not reach upward, and nobody is asked to sign in', async () => {
  const ctx = t.ctx(await made('village_officer', village));
  expect(await codeOf(authorise(ctx, 'people.see', commune))).toBe('accounts.not_allowed');
  expect(await codeOf(authorise(ctx, 'people.see', '16681.02'))).toBe('accounts.not_allowed');
  const out = t.ctx(nobody);
  expect(await codeOf(authorise(out, 'figures.see', nation))).toBe('accounts.sign_in_first');
});

test('a machine writes within its unit only', async () => {
  const ctx = t.ctx({ kind: 'client', id: 'c', unit: commune, name: 'Thư viện' });
  expect(await codeOf(authorise(ctx, 'record.write', village))).toBe('yes');
  expect(await codeOf(authorise(ctx, 'record.write', foreignVillage))).toBe('accounts.not_allowed');
  expect(await codeOf(authorise(ctx, 'record.see', village))).toBe('accounts.not_allowed');
});

test('each role grants what the table says within its unit, and nothing outside', async () => {
  for (const by of roles) {
    const ctx = t.ctx(await made(by, homeOf[by]));
    for (const role of roles) {
      const right = mayGrant(role, by) && roleFitsLevel(role, 'commune');
      const inside = roleFitsLevel(role, 'village') ? village : commune;
      const allowed = roleFitsLevel(role, 'village') ? mayGrant(role, by) : right;
      const expected = allowed
        ? 'yes'
        : mayGrant(role, by)
          ? 'accounts.role_not_here'
          : 'accounts.not_allowed';
      expect(await codeOf(createAccount(ctx, asked(role, inside)))).toBe(expected);
      expect(await codeOf(createAccount(ctx, asked(role, foreign)))).toBe('accounts.not_allowed');
    }
  }
  expect(await codeOf(createAccount(t.ctx(nobody), asked('instructor', village)))).toBe(
    'accounts.sign_in_first',
  );
});

test('a role is held at a unit of its own level that exists', async () => {
  const on = (role: RoleName, unit: string) => codeOf(createAccount(t.ctx(), asked(role, unit)));
  expect(await on('instructor', province)).toBe('accounts.role_not_here');
  expect(await on('commune_officer', village)).toBe('accounts.role_not_here');
  expect(await on('instructor', '16681.99')).toBe('accounts.unit_missing');
});

test('a role with a last day is not held after it', async () => {
  const { id } = await made('village_officer', village);
  const tomorrow = new Date(testNow.getTime() + 86_400_000);
  const until = dayOf(tomorrow);
  await grantRole(t.ctx(), { account: id, role: 'instructor', unit: foreign, until });
  expect((await now(id)).roles).toHaveLength(2);
  const later = await now(id, tomorrow);
  expect(later.roles).toEqual([{ role: 'village_officer', unit: village }]);
  const ctx = t.ctx(later, tomorrow);
  expect(await codeOf(authorise(ctx, 'people.see', foreign))).toBe('accounts.not_allowed');
});

test('a role given twice is held once, taken away it is gone at once, and can be given again', async () => {
  const { id } = await made('village_officer', village);
  const grant = () => grantRole(t.ctx(), { account: id, role: 'instructor', unit: commune });
  await grant();
  await grant();
  expect((await now(id)).roles).toHaveLength(2);
  await revokeRole(t.ctx(), await roleId(id, 'instructor'));
  expect((await now(id)).roles).toEqual([{ role: 'village_officer', unit: village }]);
  await grant();
  expect((await now(id)).roles).toHaveLength(2);
});

const roleId = async (account: string, role: RoleName): Promise<string> => {
  const found = await t.db
    .selectFrom('accounts.role')
    .select('id')
    .where('user_id', '=', account)
    .where('role', '=', role)
    .executeTakeFirstOrThrow();
  return found.id;
};

test('a commune officer takes back what they may give, in their commune, and no more', async () => {
  const officer = t.ctx(await made('commune_officer', commune));
  const stranger = t.ctx(await made('commune_officer', foreign));
  const instructor = await roleId((await made('instructor', village)).id, 'instructor');
  const reviewer = await roleId((await made('reviewer', commune)).id, 'reviewer');
  expect(await codeOf(revokeRole(stranger, instructor))).toBe('accounts.not_allowed');
  expect(await codeOf(revokeRole(officer, reviewer))).toBe('accounts.not_allowed');
  expect(await codeOf(revokeRole(officer, instructor))).toBe('yes');
  expect(await codeOf(revokeRole(officer, newId()))).toBe('accounts.role_missing');
});

test('a username is given once, whatever its capitals, and a person has one account', async () => {
  const first = { ...asked('village_officer', village), username: 'Bac.Hai' };
  await createAccount(t.ctx(), first);
  const same = { ...asked('instructor', village), username: 'bac.hai' };
  expect(await codeOf(createAccount(t.ctx(), same))).toBe('accounts.username_taken');
  const twin = { ...asked('citizen', commune), person: first.person };
  expect(await codeOf(createAccount(t.ctx(), twin))).toBe('accounts.person_has_account');
  expect(await accountsNamed(twin.username)).toBe(0);
});

const accountsNamed = async (username: string) =>
  (await t.db.selectFrom('accounts.user').select('id').where('username', '=', username).execute())
    .length;

test('a citizen’s account speaks for a person', async () => {
  const { person, ...rest } = asked('citizen', commune);
  expect(await codeOf(createAccount(t.ctx(), rest))).toBe('accounts.person_needed');
  const id = await createAccount(t.ctx(), { ...rest, person });
  expect((await now(id)).person).toEqual(person);
});

test('a form with faults is told field by field and makes no account', async () => {
  const bad = { ...asked('instructor', village), username: 'bác hai', name: '', password: '123' };
  const fault = await createAccount(t.ctx(), bad).catch((error) => error);
  expect(fault.code).toBe('ground.invalid_input');
  expect(fault.faults).toEqual([
    { path: 'username', code: 'accounts.username_shape' },
    { path: 'name', code: 'accounts.name_missing' },
    { path: 'password', code: 'accounts.password_short' },
  ]);
  const empty = await createAccount(t.ctx(), {} as NewAccount).catch((error) => error);
  expect(empty.faults.map(({ path }: { path: string }) => path)).toEqual([
    'username',
    'name',
    'password',
    'role',
    'unit',
  ]);
  const weak = { ...asked('instructor', village), password: '12345678' };
  expect((await createAccount(t.ctx(), weak).catch((error) => error)).faults).toEqual([
    { path: 'password', code: 'accounts.password_common' },
  ]);
});

test('the list shows who works in the unit and within it, by given name, without citizens', async () => {
  const at = '17935';
  const named = async (name: string, role: RoleName, unit: string) =>
    createAccount(t.ctx(), { ...asked(role, unit), name });
  await named('Nguyễn Văn Đức', 'commune_officer', at);
  await named('Lê Thị Ánh', 'instructor', `${at}.01`);
  await named('Bùi Văn Dũng', 'village_officer', `${at}.02`);
  await named('Hồ Thị Cúc', 'citizen', at);
  const gone = await named('Phan Văn Em', 'reviewer', at);
  await revokeRole(t.ctx(), await roleId(gone, 'reviewer'));
  const { rows, more } = await accountList(t.ctx(), at);
  expect(more).toBe(false);
  expect(rows.map(({ name }) => name)).toEqual(['Lê Thị Ánh', 'Bùi Văn Dũng', 'Nguyễn Văn Đức']);
  expect(rows[1]?.roles).toMatchObject([
    { role: 'village_officer', unit: `${at}.02`, unitName: 'Xóm Nam Hồng', until: null },
  ]);
});

test('the list is for who may make accounts there', async () => {
  const list = async (role: RoleName, unit: string) =>
    codeOf(accountList(t.ctx(await made(role, homeOf[role])), unit));
  expect(await list('commune_officer', commune)).toBe('yes');
  expect(await list('commune_officer', foreign)).toBe('accounts.not_allowed');
  expect(await list('village_officer', village)).toBe('accounts.not_allowed');
  expect(await codeOf(accountList(t.ctx(nobody), commune))).toBe('accounts.sign_in_first');
});
