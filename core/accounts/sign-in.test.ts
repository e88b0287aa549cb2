import { type Actor, nobody, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Auth,
  actorOf,
  authSecret,
  changePassword,
  createAccount,
  createAuth,
  type SessionCookie,
  signIn,
  signOut,
} from './index.ts';

const commune = '16681';
const password = 'đường làng sáng đèn';
let t: TestDatabase;
let auth: Auth;

beforeAll(async () => {
  t = await testDatabase();
  auth = createAuth({ db: t.db, secret: await authSecret(t.db) });
});
afterAll(() => t.close());

const ctx = (actor: Actor = nobody, now = new Date()) => t.ctx(actor, now);
const minutesOn = (minutes: number) => new Date(Date.now() + minutes * 60_000);

async function officer(username: string): Promise<string> {
  const role = 'commune_officer';
  return createAccount(t.ctx(), { username, name: 'Trần Thị Lan', password, role, unit: commune });
}

const enter = (username: string, secret = password, now = new Date()) =>
  signIn(ctx(nobody, now), auth, { username, password: secret, secure: false });

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)),
  );

const header = (cookies: SessionCookie[]) =>
  cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');

test('the right password opens a session that knows the account and its roles', async () => {
  const id = await officer('lan');
  const { cookies, actor } = await enter(' Lan ');
  expect(actor).toEqual({
    kind: 'account',
    id,
    name: 'Trần Thị Lan',
    username: 'lan',
    roles: [{ role: 'commune_officer', unit: commune }],
    person: null,
  });
  expect(await actorOf(t.db, auth, `nn=vi; ${header(cookies)}`)).toEqual(actor);
});

test('the same password typed on another keyboard opens too', async () => {
  await officer('phim');
  const { actor } = await enter('phim', password.normalize('NFD'));
  expect(actor.username).toBe('phim');
});

test('the cookie is out of reach of scripts, and of plain HTTP when it was made over HTTPS', async () => {
  await officer('banh');
  const over = async (secure: boolean) => {
    const made = await signIn(ctx(), auth, { username: 'banh', password, secure });
    return made.cookies.map(({ name, options }) => ({ name, ...options }));
  };
  const cookie = { name: 'suotdoi', path: '/', httpOnly: true, sameSite: 'lax' };
  expect(await over(true)).toMatchObject([{ ...cookie, secure: true }]);
  expect(await over(false)).toMatchObject([{ ...cookie, secure: false }]);
});

test('a wrong password and an unknown username get the same answer', async () => {
  await officer('mai');
  const wrong = await refusal(enter('mai', 'một câu khác'));
  const unknown = await refusal(enter('khong.co.ai', 'một câu khác'));
  const misshapen = await refusal(enter('không có ai!', 'một câu khác'));
  for (const no of [wrong, unknown, misshapen]) {
    expect([no?.kind, no?.code, no?.faults]).toEqual(['unknown', 'accounts.wrong_sign_in', []]);
  }
});

test('an unknown username costs as much work as a wrong password', async () => {
  await officer('can');
  const timed = async (username: string) => {
    const started = performance.now();
    await refusal(enter(username, 'một câu khác'));
    return performance.now() - started;
  };
  const fastest = async (usernames: string[]) => {
    const times: number[] = [];
    for (const username of usernames) times.push(await timed(username));
    return Math.min(...times);
  };
  const known = await fastest(Array.from({ length: 5 }, () => 'can'));
  const unknown = await fastest(Array.from({ length: 5 }, (_, i) => `la.${i}`));
  expect(unknown).toBeGreaterThan(known / 3);
});

test('ten wrong passwords shut a username for fifteen minutes, also after a restart', async () => {
  await officer('hoa');
  for (let i = 0; i < 10; i++) await refusal(enter('hoa', 'một câu khác', minutesOn(i)));
  const locked = await refusal(enter('hoa', password, minutesOn(10)));
  expect([locked?.kind, locked?.code, locked?.values]).toEqual([
    'too_many',
    'accounts.too_many_tries',
    { minutes: 14 },
  ]);
  const restarted = createAuth({ db: t.db, secret: await authSecret(t.db) });
  const again = { username: 'hoa', password, secure: false };
  const still = await refusal(signIn(ctx(nobody, minutesOn(20)), restarted, again));
  expect(still?.code).toBe('accounts.too_many_tries');
  const opened = await signIn(ctx(nobody, minutesOn(25)), restarted, again);
  expect(opened.actor.username).toBe('hoa');
});

test('thirty tries at the same moment are no way around the ten', async () => {
  await officer('cung');
  const tries = Array.from({ length: 30 }, () => refusal(enter('cung', 'một câu khác')));
  const codes = (await Promise.all(tries)).map((no) => no?.code);
  expect(codes.filter((code) => code === 'accounts.wrong_sign_in')).toHaveLength(10);
  expect(codes.filter((code) => code === 'accounts.too_many_tries')).toHaveLength(20);
});

test('one locked username does not lock its neighbour, and a right password forgets the misses', async () => {
  await officer('tre');
  for (let i = 0; i < 9; i++) await refusal(enter('tre', 'một câu khác'));
  await enter('tre');
  for (let i = 0; i < 9; i++) await refusal(enter('tre', 'một câu khác'));
  expect((await enter('tre')).actor.username).toBe('tre');
});

test('a session lives on when the program starts again, and not with another secret', async () => {
  await officer('son');
  const cookie = header((await enter('son')).cookies);
  const again = createAuth({ db: t.db, secret: await authSecret(t.db) });
  expect(await actorOf(t.db, again, cookie)).toMatchObject({ username: 'son' });
  const other = createAuth({ db: t.db, secret: 'x7Kq0d-2bVnW9sLr5tYcA1eFgHjMpQzU' });
  expect(await actorOf(t.db, other, cookie)).toEqual(nobody);
});

test('a session that is used lasts thirty days more; unused it ends', async () => {
  const id = await officer('thuy');
  const cookie = header((await enter('thuy')).cookies);
  const days = (n: number) => new Date(Date.now() + n * 86_400_000);
  const setEnd = (end: Date) =>
    t.db
      .updateTable('accounts.session')
      .set({ expires_at: end })
      .where('user_id', '=', id)
      .execute();
  await setEnd(days(2));
  await actorOf(t.db, auth, cookie);
  const { expires_at } = await t.db
    .selectFrom('accounts.session')
    .select('expires_at')
    .where('user_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(expires_at.getTime()).toBeGreaterThan(days(29.9).getTime());
  await setEnd(days(-0.001));
  expect(await actorOf(t.db, auth, cookie)).toEqual(nobody);
});

test('a missing, foreign or forged cookie is nobody', async () => {
  await officer('gia');
  const [cookie] = (await enter('gia')).cookies;
  const token = cookie?.value.split('.')[0];
  const forged = [undefined, '', 'nn=vi', 'suotdoi=', 'suotdoi=a.b', `suotdoi=${token}.AAAA`];
  for (const value of forged) expect(await actorOf(t.db, auth, value)).toEqual(nobody);
});

test('signing out ends that session for good and leaves the other phone signed in', async () => {
  await officer('nga');
  const here = header((await enter('nga')).cookies);
  const there = header((await enter('nga')).cookies);
  const [gone] = await signOut(auth, { cookie: here, secure: true });
  expect(gone).toMatchObject({ name: 'suotdoi', value: '', options: { maxAge: 0, secure: true } });
  expect(await actorOf(t.db, auth, here)).toEqual(nobody);
  expect(await actorOf(t.db, auth, there)).toMatchObject({ username: 'nga' });
});

test('a changed password ends every session, and only the new one opens', async () => {
  await officer('doi');
  const { cookies, actor } = await enter('doi');
  const next = 'sông Lam nước chảy';
  await changePassword(ctx(actor), { current: password, password: next });
  expect(await actorOf(t.db, auth, header(cookies))).toEqual(nobody);
  expect((await refusal(enter('doi')))?.code).toBe('accounts.wrong_sign_in');
  expect((await enter('doi', next)).actor.id).toBe(actor.id);
});

test('a password is changed only by who knows it, and not to a common one', async () => {
  await officer('giu');
  const { actor } = await enter('giu');
  const change = (current: string, next: string) =>
    refusal(changePassword(ctx(actor), { current, password: next }));
  const wrong = await change('một câu khác', 'sông Lam nước chảy');
  expect(wrong?.faults).toEqual([{ path: 'current', code: 'accounts.current_password_wrong' }]);
  const common = await change(password, '12345678');
  expect(common?.faults).toEqual([{ path: 'password', code: 'accounts.password_common' }]);
  const unsigned = changePassword(ctx(), { current: password, password: 'sông Lam' });
  expect((await refusal(unsigned))?.code).toBe('accounts.sign_in_first');
  for (let i = 0; i < 9; i++) await change('một câu khác', 'sông Lam nước chảy');
  expect((await change(password, 'sông Lam nước chảy'))?.code).toBe('accounts.too_many_tries');
});

test('passwords are kept as argon2id of the recommended cost, and no address can be mailed', async () => {
  const id = await officer('bi.mat');
  const kept = await t.db
    .selectFrom('accounts.account as a')
    .innerJoin('accounts.user as u', 'u.id', 'a.user_id')
    .select(['a.password', 'u.email'])
    .where('u.id', '=', id)
    .executeTakeFirstOrThrow();
  expect(kept.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(kept.email).toBe(`${id}@khong-thu.invalid`);
});
