import { generateKeyPairSync, sign } from 'node:crypto';
import { makeCards, printedCards } from '@suotdoi/core/cards';
import { newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { peopleList } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { letInByCard, phoneHome, roster, takeFile, takeParcel } from './index.ts';
import { code, pictures, VILLAGE, village } from './village.fixture.ts';

let t: TestDatabase;
let v: Awaited<ReturnType<typeof village>>;

beforeAll(async () => {
  t = await testDatabase();
  v = await village(t);
});
afterAll(() => t?.close());

function evening(rows: PersonKey[], more: object = {}) {
  return {
    id: newId(),
    kind: 'evening',
    at: v.clock(10),
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
  const { send, read } = await v.instructorPhone();
  const { key: asked } = await v.learner(null);
  const { key: known } = await v.learner();
  const list = await roster(v.outside, read, VILLAGE);
  expect(list.people.find(({ person }) => person === asked.person)?.consent).toBeNull();
  const [card] = (await makeCards(v.officer, { unit: VILLAGE, spare: 1 })) as [string];
  const [printed] = await printedCards(v.officer, VILLAGE, [card]);
  const fresh = newId();
  const met = { shard: '16681', person: fresh };
  const sheet = evening([known, asked, met], {
    consents: [{ ...asked, answer: 'given' }],
    newLearners: [{ id: fresh, name: 'Cao Thị Mới', birthYear: 1950, card: printed?.number }],
  });
  const parcel = { sentAt: v.clock(20), acts: [sheet] };
  expect(await takeParcel(v.later(20), send, parcel)).toEqual([
    { id: sheet.id, ok: true, notes: [] },
  ]);
  expect(await takeParcel(v.later(25), send, parcel)).toEqual([
    { id: sheet.id, ok: true, notes: [] },
  ]);
  for (const { person } of [known, asked, met]) expect(await shown(person)).toHaveLength(1);
  const entered = await letInByCard(v.later(26), { card: printed?.text, pictures: [...pictures] });
  expect((await phoneHome(v.later(27), entered.read)).name).toBe('Cao Thị Mới');
  const trail = await t.db
    .selectFrom('ground.audit')
    .select('action')
    .where('actor', '=', v.account)
    .execute();
  const actions = trail.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['phones.take_roster', 'phones.evening']));
});

test('a second instructor who kept the same evening adds a session; the record has both', async () => {
  const [one, two] = [await v.instructorPhone(), await v.instructorPhone()];
  const { key } = await v.learner();
  const parcel = () => ({ sentAt: v.clock(20), acts: [evening([key])] });
  expect(await takeParcel(v.later(20), one.send, parcel())).toMatchObject([{ ok: true }]);
  expect(await takeParcel(v.later(20), two.send, parcel())).toMatchObject([{ ok: true }]);
  expect(await shown(key.person)).toHaveLength(2);
});

test('somebody registered twice is proposed, one who took back consent is left out, both told', async () => {
  const { send } = await v.instructorPhone();
  const { key: refusing } = await v.learner(false);
  const { key: known, name } = await v.learner();
  const twin = { id: newId(), name, birthYear: 1955 };
  const sheet = evening([known, refusing, { shard: '16681', person: twin.id }], {
    newLearners: [twin],
  });
  const [told] = await takeParcel(v.later(20), send, { sentAt: v.clock(20), acts: [sheet] });
  expect(told).toMatchObject({
    ok: true,
    notes: [{ code: 'phones.maybe_same' }, { code: 'phones.not_recorded' }],
  });
  expect(await shown(refusing.person)).toEqual([]);
  expect(await shown(twin.id)).toHaveLength(1);
  const { people } = await peopleList(v.officer, { words: twin.name });
  expect(people).toHaveLength(2);
});

test('an evening of eleven, or in a village of others, is refused and stays on the phone', async () => {
  const { send } = await v.instructorPhone();
  const eleven = await Promise.all(Array.from({ length: 11 }, () => v.learner()));
  const tell = async (sheet: object) =>
    (
      await takeParcel(v.later(20), send, { sentAt: v.clock(20), acts: [sheet as { id: string }] })
    )[0];
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
  const { device } = await v.instructorPhone(publicKey);
  const { key } = await v.learner();
  const sheet = evening([key]);
  const body = JSON.stringify({ sentAt: v.clock(20), acts: [sheet] });
  const signature = sign('sha256', Buffer.from(body), {
    key: pair.privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64');
  const file = (text: string) =>
    JSON.stringify({ suotdoi: 'viec-1', device, body: text, signature });
  const carrier = { ...v.later(20), actor: { ...(await carrierActor()) } };
  const forged = takeFile(carrier, file(body.replace('"alone"', '"helped"')));
  expect(await code(forged)).toBe('phones.file_forged');
  expect(await shown(key.person)).toEqual([]);
  expect(await takeFile(carrier, file(body))).toMatchObject([{ id: sheet.id, ok: true }]);
  expect(await takeFile(carrier, file(body))).toMatchObject([{ id: sheet.id, ok: true }]);
  expect(await shown(key.person)).toHaveLength(1);
  expect(await code(takeFile(carrier, 'không phải tệp'))).toBe('phones.file_unreadable');
  expect(await code(takeFile(v.outside, file(body)))).toBe('accounts.sign_in_first');
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
