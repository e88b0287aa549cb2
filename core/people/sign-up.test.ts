import {
  type Auth,
  authSecret,
  createAuth,
  openPersonSession,
  signIn,
} from '@suotdoi/core/accounts';
import { type AccountActor, type Ctx, newId, nobody, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { foldRound, recount } from '@suotdoi/core/standing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  confirmSignup,
  joinSignup,
  ownSignup,
  personPage,
  refuseSignup,
  registerLearner,
  SIGNUPS_AN_HOUR,
  signUp,
  signupQueue,
  takeBackSignup,
} from './index.ts';

const HERE = '16681.03';
const password = 'đường làng sáng đèn';

let t: TestDatabase;
let auth: Auth;

beforeAll(async () => {
  t = await testDatabase();
  auth = createAuth({ db: t.db, secret: await authSecret(t.db) });
});
afterAll(() => t?.close());

function officerOf(unit: string): Ctx {
  const about = { id: newId(), name: 'Trần Văn Lộc', username: 'loc' };
  const roles: AccountActor['roles'] = [{ role: 'village_officer', unit }];
  return t.ctx({ kind: 'account', ...about, roles, person: null });
}

const form = (more: object = {}) => ({
  ...{ id: newId(), unit: HERE, name: 'Trần Thị Lan', birthYear: 1958, address: 'bac' },
  ...{ password, agreed: true, consent: { wording: 'w1' }, from: '192.0.2.1' },
  ...more,
});

async function enter(username: string): Promise<Ctx> {
  const input = { username, password, secure: false };
  return t.ctx((await signIn(t.ctx(nobody), auth, input)).actor);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no.faults[0]?.code ?? no.code;
}

async function citizens(): Promise<number> {
  while ((await foldRound(t.ctx())) > 0);
  const row = await t.db
    .selectFrom('standing.tally')
    .select(({ fn }) => fn.sum<string>('n').as('n'))
    .where('unit', '=', 'VN')
    .where('slice', '=', '')
    .where('indicator', '=', 'citizens')
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

test('who signs up alone waits and counts nowhere; confirmed, they are a person with their consent', async () => {
  const before = await citizens();
  const asked = form();
  const { username } = await signUp(t.ctx(nobody), asked);
  expect(username).toBe('lan1958');
  expect(await signUp(t.ctx(nobody), asked)).toEqual({ username });
  const waiting = await enter(username);
  expect(waiting.actor).toMatchObject({ roles: [], person: null });
  expect(await ownSignup(waiting)).toMatchObject({ state: 'waiting', village: 'Xóm 3' });
  expect(await citizens()).toBe(before);

  const officer = officerOf(HERE);
  expect(await signupQueue(officer)).toMatchObject([{ id: asked.id, name: 'Trần Thị Lan' }]);
  const key = await confirmSignup(officer, { id: asked.id });
  expect(await confirmSignup(officer, { id: asked.id })).toEqual(key);
  expect(await signupQueue(officer)).toEqual([]);
  expect(await citizens()).toBe(before + 1);
  const page = await personPage(officer, key.person);
  expect(page).toMatchObject({ name: 'Trần Thị Lan', consent: 'given', village: 'Xóm 3' });
  expect(page.consents).toMatchObject([{ way: 'screen', wording: 'w1' }]);
  expect((await enter(username)).actor).toMatchObject({
    roles: [{ role: 'citizen', unit: '16681' }],
    person: key,
  });
  expect((await recount(t.ctx())).differences).toEqual([]);
});

test('somebody registered who looks alike is shown, and nobody is written twice unawares', async () => {
  const known = await registerLearner(t.ctx(), {
    id: newId(),
    unit: HERE,
    person: { name: 'Lê Hoà', birthYear: 1961 },
    consent: { wording: 'w0', way: 'spoken' },
  });
  const asked = form({ name: 'Lê Hòa', birthYear: 1962 });
  const { username } = await signUp(t.ctx(nobody), asked);
  const officer = officerOf(HERE);
  const [waiting] = await signupQueue(officer);
  expect(waiting?.alike).toMatchObject([{ person: known.person, birthYear: 1961 }]);
  const confirm = confirmSignup(officer, { id: asked.id });
  expect(await refusal(confirm)).toBe('people.signup_maybe_same');
  const before = await citizens();
  expect(await joinSignup(officer, { id: asked.id, person: known.person })).toEqual(known);
  expect(await citizens()).toBe(before);
  expect((await personPage(officer, known.person)).consent).toBe('given');
  expect((await enter(username)).actor).toMatchObject({ person: known });

  const other = form({ name: 'Lê Hoà', birthYear: 1961 });
  await signUp(t.ctx(nobody), other);
  await confirmSignup(officer, { id: other.id, notTheSame: true });
  expect(await citizens()).toBe(before + 1);
});

test('an account made by a card gives way to the one with a password; a second password does not', async () => {
  const known = await registerLearner(t.ctx(), {
    id: newId(),
    unit: HERE,
    person: { name: 'Đỗ Văn Thẻ', birthYear: 1950 },
    consent: { wording: 'w0', way: 'spoken' },
  });
  const about = { ...known, name: 'Đỗ Văn Thẻ', unit: HERE, secure: false };
  await openPersonSession(t.ctx(nobody), auth, about);
  const join = async () => {
    const asked = form({ name: 'Đỗ Văn Thẻ', birthYear: 1950 });
    const { username } = await signUp(t.ctx(nobody), asked);
    await joinSignup(officerOf(HERE), { id: asked.id, person: known.person });
    return username;
  };
  const username = await join();
  expect((await enter(username)).actor).toMatchObject({ person: known });
  const again = await openPersonSession(t.ctx(nobody), auth, about);
  expect(again.actor.username).toBe(username);
  expect(await refusal(join())).toBe('accounts.person_has_account');
});

test('who is not taken in reads why and is forgotten; who thinks better takes it back', async () => {
  const asked = form({ name: 'Ngô Văn Xa', birthYear: 1970 });
  const { username } = await signUp(t.ctx(nobody), asked);
  await refuseSignup(officerOf(HERE), { id: asked.id, reason: 'elsewhere' });
  const own = await ownSignup(await enter(username));
  expect(own).toMatchObject({ state: 'refused', reason: 'elsewhere' });
  expect(await refusal(confirmSignup(officerOf(HERE), { id: asked.id }))).toBe(
    'people.signup_decided',
  );
  const later = new Date(Date.parse('2026-10-15T03:00:00Z') + 31 * 86_400_000);
  const next = form({ name: 'Ngô Văn Gần', birthYear: 1971 });
  const made = await signUp(t.ctx(nobody, later), next);
  await expect(enter(username)).rejects.toMatchObject({ code: 'accounts.wrong_sign_in' });
  await takeBackSignup(await enter(made.username));
  await expect(enter(made.username)).rejects.toMatchObject({ code: 'accounts.wrong_sign_in' });
  expect((await signupQueue(officerOf(HERE))).map(({ name }) => name)).not.toContain(next.name);
});

test('a form with a fault is told at its field, and makes nothing', async () => {
  const sent = (more: object) => refusal(signUp(t.ctx(nobody), form(more)));
  expect(await sent({ agreed: false })).toBe('people.signup_agree');
  expect(await sent({ birthYear: 2015 })).toBe('people.guardian_missing');
  expect(await sent({ birthYear: 1800 })).toBe('people.birth_year_impossible');
  expect(await sent({ unit: '16681.99' })).toBe('people.village_missing');
  expect(await sent({ password: '12345678' })).toBe('accounts.password_common');
  expect(await sent({ address: 'ong' })).toBe('people.address_missing');
  const child = form({
    name: 'Bé Na',
    birthYear: 2015,
    consent: { wording: 'w1', guardian: 'Mẹ' },
  });
  expect(await refusal(signUp(t.ctx(nobody), { ...child, id: 'x' }))).toBe('ground.field_invalid');
});

test('one address may bring a village hall, not a flood', async () => {
  const from = '198.51.100.7';
  const tries = Array.from({ length: SIGNUPS_AN_HOUR + 1 }, (_, i) =>
    signUp(t.ctx(nobody), form({ from, name: `Người Thứ ${i}`, unit: '16681.99' })).catch(
      (no: Refusal) => no.code,
    ),
  );
  const told = await Promise.all(tries);
  expect(told.filter((code) => code === 'people.signup_too_many')).toHaveLength(1);
  const later = new Date(Date.parse('2026-10-15T03:00:00Z') + 3_700_000);
  await signUp(t.ctx(nobody, later), form({ from, name: 'Người Đến Sau' }));
  const kept = await t.db.selectFrom('people.signup_try').select('digest').execute();
  expect(kept.map(({ digest }) => digest.toString('latin1')).join()).not.toContain(from);
});

test('officers see and decide those of their own place', async () => {
  const asked = form({ name: 'Phan Thị Xóm Ba', birthYear: 1969 });
  await signUp(t.ctx(nobody), asked);
  const elsewhere = officerOf('16690.01');
  expect(await signupQueue(elsewhere)).toEqual([]);
  expect(await refusal(confirmSignup(elsewhere, { id: asked.id }))).toBe('accounts.not_allowed');
  const reason = { id: asked.id, reason: 'twice' };
  expect(await refusal(refuseSignup(elsewhere, reason))).toBe('accounts.not_allowed');
});
