import { generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createAccount } from '@suotdoi/core/accounts';
import { makeCards, printedCards, revokeCard } from '@suotdoi/core/cards';
import { type Ctx, newId, nobody, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { peopleList, registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  endDevice,
  letInByAccount,
  letInByCard,
  phoneHome,
  roster,
  takeFile,
  takeParcel,
} from './index.ts';
import { heldMoment } from './rules.ts';

const VILLAGE = '16681.03';
const pictures = ['house', 'lotus', 'boat'] as const;
const consent = { wording: 'w1', way: 'spoken' } as const;
let t: TestDatabase;
let officer: Ctx;
let outside: Ctx;
let account: string;

beforeAll(async () => {
  t = await testDatabase();
  officer = t.ctx();
  outside = t.ctx(nobody);
  account = await createAccount(officer, {
    username: 'hdv.thu',
    name: 'Lê Thị Thu',
    password: 'mot mat khau dai',
    role: 'instructor',
    unit: VILLAGE,
  });
});
afterAll(() => t?.close());

let families = 0;
/** `null`: not asked yet. */
async function learner(agreed: boolean | null = true) {
  families += 1;
  const { members } = await registerFamily(officer, {
    id: newId(),
    unit: VILLAGE,
    members: [
      { name: `Lê Thị Hoa ${families}`, birthYear: 1955, ...(agreed === null ? {} : { agreed }) },
    ],
    consent,
  });
  const key = members[0] as PersonKey;
  const [card] = (await makeCards(officer, { unit: VILLAGE, people: [key] })) as [string];
  const [printed] = await printedCards(officer, VILLAGE, [card]);
  return { key, card, text: printed?.text ?? '' };
}

async function phoneOf(text: string, publicKey?: string) {
  return letInByCard(outside, { card: text, pictures: [...pictures], publicKey });
}

async function instructorPhone(publicKey?: string) {
  const actor = {
    kind: 'account' as const,
    id: account,
    name: 'Lê Thị Thu',
    username: 'hdv.thu',
    roles: [{ role: 'instructor' as const, unit: VILLAGE }],
    person: null,
  };
  return letInByAccount(t.ctx(actor), { publicKey });
}

const later = (minutes: number) =>
  t.ctx(nobody, new Date(officer.now.getTime() + minutes * 60_000));
const clock = (minutes: number) => later(minutes).now.toISOString();

function act(more: object = {}) {
  return {
    id: newId(),
    kind: 'lesson',
    course: 'ky-nang-so-co-ban',
    version: '1.0',
    lesson: 'AT1',
    language: 'vi',
    at: clock(10),
    duration: 480_000,
    attempts: 1,
    success: true,
    ...more,
  };
}

const happened = async (id: string) =>
  (
    await t.db
      .selectFrom('record.v_statement')
      .select('happened')
      .where('id', '=', id)
      .executeTakeFirst()
  )?.happened.toISOString();

async function code(work: Promise<unknown>): Promise<string> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no.code;
}

test('the same parcel twice, and twice at once, is in the record once', async () => {
  const { text } = await learner();
  const { send } = await phoneOf(text);
  const parcel = { sentAt: clock(20), acts: [act(), act({ lesson: 'AT2' })] };
  const ok = parcel.acts.map(({ id }) => ({ id, ok: true }));
  expect(await takeParcel(later(20), send, parcel)).toEqual(ok);
  expect(await takeParcel(later(30), send, { ...parcel, sentAt: clock(30) })).toEqual(ok);
  const more = { sentAt: clock(40), acts: [act(), act(), act()] };
  const [a, b] = await Promise.all([
    takeParcel(later(40), send, more),
    takeParcel(later(40), send, more),
  ]);
  expect(a).toEqual(b);
  const ids = [...parcel.acts, ...more.acts].map(({ id }) => id);
  const kept = await t.db
    .selectFrom('record.statement')
    .select('id')
    .where('id', 'in', ids)
    .execute();
  expect(kept).toHaveLength(5);
});

test('a bad act keeps no good one back, and is told in a code with words', async () => {
  const { text } = await learner();
  const { send } = await phoneOf(text);
  const acts = [act(), act({ lesson: 'không có' }), act({ kind: 'poem' }), act()];
  const told = await takeParcel(later(20), send, { sentAt: clock(20), acts });
  expect(Object.fromEntries(told.map((one) => [one.id, one.ok]))).toEqual(
    Object.fromEntries(acts.map(({ id }, i) => [id, i === 0 || i === 3])),
  );
  expect(told.find(({ ok }) => !ok)).toMatchObject({ code: 'learning.act_form' });
});

test('a phone that believes it is 2019 tells the right moment; so does one put right in between', async () => {
  const { text } = await learner();
  const { send } = await phoneOf(text);
  const wrong = act({ at: '2019-01-01T00:10:00Z' });
  await takeParcel(later(60), send, { sentAt: '2019-01-01T01:00:00Z', acts: [wrong] });
  expect(await happened(wrong.id)).toBe(clock(10));
  const mended = act({ at: '2019-01-01T00:10:00Z' });
  await takeParcel(later(60), send, { sentAt: clock(60), acts: [mended] });
  expect(await happened(mended.id)).toBe(clock(0));
  const ahead = act({ at: '2031-01-01T00:00:00Z' });
  await takeParcel(later(60), send, { sentAt: clock(60), acts: [ahead] });
  expect(await happened(ahead.id)).toBe(clock(60));
  const since = new Date(0);
  const now = new Date(1_000_000_000);
  expect(heldMoment(new Date(5), { now, sentAt: now, since })).toEqual(new Date(5));
});

test('two phones with one learner: both acts stay, each once', async () => {
  const { key, text } = await learner();
  const [one, two] = [await phoneOf(text), await phoneOf(text)];
  const acts = [act(), act()];
  await takeParcel(later(20), one.send, { sentAt: clock(20), acts: [acts[0]] });
  await takeParcel(later(20), two.send, { sentAt: clock(20), acts: [acts[1], acts[0]] });
  const kept = await t.db
    .selectFrom('record.v_act')
    .select('id')
    .where('person', '=', key.person)
    .execute();
  expect(kept.map(({ id }) => id).sort()).toEqual(acts.map(({ id }) => id).sort());
  expect((await phoneHome(later(21), two.read)).finished).toEqual(['ky-nang-so-co-ban:AT1']);
});

test('a revoked card lets no phone in, but what was learnt before still arrives', async () => {
  const { card, text } = await learner();
  const { send, read } = await phoneOf(text);
  await revokeCard({ ...officer, now: later(30).now }, { card, reason: 'lost' });
  expect(await code(phoneOf(text))).toBe('cards.revoked');
  expect(await code(phoneHome(later(31), read))).toBe('phones.card_ended');
  const [before, after] = [act({ at: clock(20) }), act({ at: clock(40) })];
  const told = await takeParcel(later(50), send, { sentAt: clock(50), acts: [before, after] });
  expect(told.find(({ id }) => id === before.id)?.ok).toBe(true);
  expect(told.find(({ id }) => id === after.id)).toMatchObject({ code: 'phones.card_ended' });
});

test('a lesson that has a newer version by now is recorded in the version that was learnt', async () => {
  const { text } = await learner();
  const { send } = await phoneOf(text);
  const old = act({ version: '0.9', lesson: 'CU1' });
  expect(await takeParcel(later(20), send, { sentAt: clock(20), acts: [old] })).toEqual([
    { id: old.id, ok: true },
  ]);
});

test('who has not agreed loses nothing: the phone keeps it and says why', async () => {
  const { text } = await learner(null);
  const { send } = await phoneOf(text);
  const told = await takeParcel(later(20), send, { sentAt: clock(20), acts: [act(), act()] });
  expect(told.map((one) => one.ok || one.code)).toEqual([
    'learning.own_consent_first',
    'learning.own_consent_first',
  ]);
});

test('a key that hands in reads nothing, and the other way round; an ended phone is out', async () => {
  const { text } = await learner();
  const { send, read } = await phoneOf(text);
  expect(await code(phoneHome(outside, send))).toBe('phones.not_let_in');
  const parcel = { sentAt: clock(20), acts: [act()] };
  expect(await code(takeParcel(outside, read, parcel))).toBe('phones.not_let_in');
  expect(await code(roster(outside, read, VILLAGE))).toBe('accounts.not_allowed');
  await endDevice(later(30), send);
  expect(await code(phoneHome(later(31), read))).toBe('phones.card_ended');
  expect(await takeParcel(later(31), send, parcel)).toMatchObject([{ ok: true }]);
});

test('a hundred acts cost at most 250 bytes each on the way', () => {
  const acts = Array.from({ length: 100 }, (_, i) =>
    act({ lesson: `AT${(i % 6) + 1}`, at: new Date(1_791_000_000_000 + i * 97_003).toISOString() }),
  );
  const bytes = gzipSync(JSON.stringify({ sentAt: clock(0), acts })).length;
  expect(bytes / 100).toBeLessThan(250);
});

function evening(rows: PersonKey[], more: object = {}) {
  return {
    id: newId(),
    kind: 'evening',
    at: clock(10),
    unit: VILLAGE,
    minutes: 60,
    topic: 'Gọi video',
    place: 'Nhà văn hoá xóm 3',
    skills: ['GOI2'],
    wording: 'w1',
    rows: rows.map((key) => ({ ...key, present: true, marks: { GOI2: 'alone' } })),
    ...more,
  };
}

const shown = (person: string) =>
  t.db
    .selectFrom('record.v_act')
    .select('grade')
    .where('person', '=', person)
    .where('grade', '=', 'alone')
    .execute();

test('an evening goes up once: those asked now, those met now, the cards given', async () => {
  const { send, read } = await instructorPhone();
  const { key: asked } = await learner(null);
  const { key: known } = await learner();
  const list = await roster(outside, read, VILLAGE);
  expect(list.people.find(({ person }) => person === asked.person)?.consent).toBeNull();
  const [card] = (await makeCards(officer, { unit: VILLAGE, spare: 1 })) as [string];
  const [printed] = await printedCards(officer, VILLAGE, [card]);
  const fresh = newId();
  const met = { shard: '16681', person: fresh };
  const sheet = evening([known, asked, met], {
    consents: [{ ...asked, answer: 'given' }],
    newLearners: [{ id: fresh, name: 'Cao Thị Mới', birthYear: 1950, card: printed?.number }],
  });
  const parcel = { sentAt: clock(20), acts: [sheet] };
  expect(await takeParcel(later(20), send, parcel)).toEqual([
    { id: sheet.id, ok: true, notes: [] },
  ]);
  expect(await takeParcel(later(25), send, parcel)).toEqual([
    { id: sheet.id, ok: true, notes: [] },
  ]);
  for (const { person } of [known, asked, met]) expect(await shown(person)).toHaveLength(1);
  const entered = await letInByCard(later(26), { card: printed?.text, pictures: [...pictures] });
  expect((await phoneHome(later(27), entered.read)).name).toBe('Cao Thị Mới');
  const trail = await t.db
    .selectFrom('ground.audit')
    .select('action')
    .where('actor', '=', account)
    .execute();
  const actions = trail.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['phones.take_roster', 'phones.evening']));
});

test('a second instructor who kept the same evening adds a session; the record has both', async () => {
  const [one, two] = [await instructorPhone(), await instructorPhone()];
  const { key } = await learner();
  const parcel = () => ({ sentAt: clock(20), acts: [evening([key])] });
  expect(await takeParcel(later(20), one.send, parcel())).toMatchObject([{ ok: true }]);
  expect(await takeParcel(later(20), two.send, parcel())).toMatchObject([{ ok: true }]);
  expect(await shown(key.person)).toHaveLength(2);
});

test('somebody registered twice is proposed, one who took back consent is left out, both told', async () => {
  const { send } = await instructorPhone();
  const { key: refusing } = await learner(false);
  const { key: known } = await learner();
  const twin = { id: newId(), name: `Lê Thị Hoa ${families}`, birthYear: 1955 };
  const sheet = evening([known, refusing, { shard: '16681', person: twin.id }], {
    newLearners: [twin],
  });
  const [told] = await takeParcel(later(20), send, { sentAt: clock(20), acts: [sheet] });
  expect(told).toMatchObject({
    ok: true,
    notes: [{ code: 'phones.maybe_same' }, { code: 'phones.not_recorded' }],
  });
  expect(await shown(refusing.person)).toEqual([]);
  expect(await shown(twin.id)).toHaveLength(1);
  const { people } = await peopleList(officer, { words: twin.name });
  expect(people).toHaveLength(2);
});

test('an evening of eleven, or in a village of others, is refused and stays on the phone', async () => {
  const { send } = await instructorPhone();
  const eleven = await Promise.all(Array.from({ length: 11 }, () => learner()));
  const tell = async (sheet: object) =>
    (await takeParcel(later(20), send, { sentAt: clock(20), acts: [sheet as { id: string }] }))[0];
  expect(await tell(evening(eleven.map(({ key }) => key)))).toMatchObject({
    ok: false,
    code: 'learning.too_many_learners',
  });
  expect(await tell(evening([], { unit: '16681.04' }))).toMatchObject({
    code: 'accounts.not_allowed',
  });
});

test('a file says by its signature whose it is; one changed letter and nothing is written', async () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const { device } = await instructorPhone(publicKey);
  const { key } = await learner();
  const sheet = evening([key]);
  const body = JSON.stringify({ sentAt: clock(20), acts: [sheet] });
  const signature = sign('sha256', Buffer.from(body), {
    key: pair.privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64');
  const file = (text: string) =>
    JSON.stringify({ suotdoi: 'viec-1', device, body: text, signature });
  const carrier = { ...later(20), actor: { ...(await carrierActor()) } };
  const forged = takeFile(carrier, file(body.replace('"alone"', '"helped"')));
  expect(await code(forged)).toBe('phones.file_forged');
  expect(await shown(key.person)).toEqual([]);
  expect(await takeFile(carrier, file(body))).toMatchObject([{ id: sheet.id, ok: true }]);
  expect(await takeFile(carrier, file(body))).toMatchObject([{ id: sheet.id, ok: true }]);
  expect(await shown(key.person)).toHaveLength(1);
  expect(await code(takeFile(carrier, 'không phải tệp'))).toBe('phones.file_unreadable');
  expect(await code(takeFile(outside, file(body)))).toBe('accounts.sign_in_first');
});

async function carrierActor() {
  return {
    kind: 'account' as const,
    id: newId(),
    name: 'Ai',
    username: 'ai',
    roles: [],
    person: null,
  };
}
