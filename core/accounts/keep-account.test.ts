import { type AccountActor, newId, nobody, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Auth,
  accountOfPerson,
  actorOf,
  authSecret,
  changePassword,
  createAccount,
  createAuth,
  endSessions,
  type SessionCookie,
  setTemporaryPassword,
  signIn,
  signOutEverywhere,
} from './index.ts';

const password = 'đường làng sáng đèn';
const temporary = 'lua-sen-trau-vuon-47';
let t: TestDatabase;
let auth: Auth;

beforeAll(async () => {
  t = await testDatabase();
  auth = createAuth({ db: t.db, secret: await authSecret(t.db) });
});
afterAll(() => t.close());

const header = (cookies: SessionCookie[]) =>
  cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');

const make = (username: string, role: AccountActor['roles'][number]['role'], unit: string) =>
  createAccount(t.ctx(), { username, name: 'Lê Thị Thu', password, role, unit });

async function enter(username: string, secret = password) {
  const input = { username, password: secret, secure: false };
  const { cookies, actor } = await signIn(t.ctx(nobody, new Date()), auth, input);
  return { ctx: t.ctx(actor, new Date()), who: () => actorOf(t.db, auth, header(cookies)) };
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  );

test('signing out everywhere ends every session, the one in hand too', async () => {
  await make('khap.noi', 'instructor', '16681');
  const [one, other] = [await enter('khap.noi'), await enter('khap.noi')];
  await signOutEverywhere(one.ctx);
  expect([await one.who(), await other.who()]).toEqual([nobody, nobody]);
  expect((await (await enter('khap.noi')).who()).kind).toBe('account');
});

test('who forgot gets a temporary password that does nothing until it is changed', async () => {
  const account = await make('quen', 'instructor', '16681.03');
  await make('phuong', 'commune_officer', '16681');
  const before = await enter('quen');
  const officer = await enter('phuong');
  const told = await setTemporaryPassword(officer.ctx, { account, password: temporary });
  expect(told).toEqual({ name: 'Lê Thị Thu', username: 'quen' });
  expect(await before.who()).toEqual(nobody);
  expect(await refusal(enter('quen'))).toBe('accounts.wrong_sign_in');
  const first = await enter('quen', temporary);
  expect(await first.who()).toMatchObject({ roles: [], person: null, temporary: true });
  await changePassword(first.ctx, { current: temporary, password: 'con thuyền trên sông' });
  const next = await enter('quen', 'con thuyền trên sông');
  const held = [{ role: 'instructor', unit: '16681.03' }];
  expect(await next.who()).toMatchObject({ roles: held });
  expect(await next.who()).not.toHaveProperty('temporary');
});

test('a temporary password lets in who was shut out by wrong tries', async () => {
  const account = await make('khoa', 'instructor', '16681');
  for (let i = 0; i < 10; i++) await refusal(enter('khoa', `sai số ${i} rồi`));
  expect(await refusal(enter('khoa'))).toBe('accounts.too_many_tries');
  await setTemporaryPassword(t.ctx(), { account, password: temporary });
  expect((await (await enter('khoa', temporary)).who()).kind).toBe('account');
});

test('nobody takes over an account whose work they could not give', async () => {
  const administrator = await make('quan.tri', 'administrator', 'VN');
  const province = await make('tinh', 'province_officer', '40');
  const beside = await make('ben.canh', 'instructor', '16690');
  await make('xa.phuong', 'commune_officer', '16681');
  await make('xom', 'village_officer', '16681.03');
  const commune = (await enter('xa.phuong')).ctx;
  const village = (await enter('xom')).ctx;
  for (const account of [administrator, province, beside]) {
    const input = { account, password: temporary };
    expect(await refusal(setTemporaryPassword(commune, input))).toBe('accounts.not_allowed');
    expect(await refusal(endSessions(commune, account))).toBe('accounts.not_allowed');
  }
  const near = await make('gan', 'instructor', '16681.03');
  expect(await refusal(endSessions(village, near))).toBe('accounts.not_allowed');
  expect(await refusal(endSessions(t.ctx(nobody), near))).toBe('accounts.sign_in_first');
  await endSessions(commune, near);
});

test('an account without any role is nobody’s to take, but the administrator’s', async () => {
  const account = await make('trong', 'instructor', '16681');
  await t.db.deleteFrom('accounts.role').where('user_id', '=', account).execute();
  await make('xa.khac', 'commune_officer', '16681');
  const input = { account, password: temporary };
  const commune = (await enter('xa.khac')).ctx;
  expect(await refusal(setTemporaryPassword(commune, input))).toBe('accounts.not_allowed');
  await make('quan.tri.2', 'administrator', 'VN');
  await setTemporaryPassword((await enter('quan.tri.2')).ctx, input);
});

test('the account of a person is told to who gives citizens theirs there', async () => {
  const person = { shard: '16681', person: newId() };
  const own = { username: 'nguoi.dan', name: 'Nguyễn Thị Hoa', password, person };
  const id = await createAccount(t.ctx(), { ...own, role: 'citizen', unit: '16681' });
  await make('xa.nha', 'commune_officer', '16681');
  await make('xa.ben', 'commune_officer', '16690');
  await make('hdv', 'instructor', '16681');
  const about = { ...person, unit: '16681.03' };
  const told = async (who: string) => accountOfPerson((await enter(who)).ctx, about);
  expect(await told('xa.nha')).toEqual({ id, username: 'nguoi.dan' });
  expect([await told('xa.ben'), await told('hdv')]).toEqual([null, null]);
});
