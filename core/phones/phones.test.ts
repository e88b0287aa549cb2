import { gzipSync } from 'node:zlib';
import { revokeCard } from '@suotdoi/core/cards';
import { newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endDevice, phoneHome, roster, takeParcel } from './index.ts';
import { heldMoment } from './rules.ts';
import { code, VILLAGE, village } from './village.fixture.ts';

let t: TestDatabase;
let v: Awaited<ReturnType<typeof village>>;

beforeAll(async () => {
  t = await testDatabase();
  v = await village(t);
});
afterAll(() => t?.close());

function act(more: object = {}) {
  return {
    id: newId(),
    kind: 'lesson',
    course: 'ky-nang-so-co-ban',
    version: '1.0',
    lesson: 'AT1',
    language: 'vi',
    at: v.clock(10),
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

test('the same parcel twice, and twice at once, is in the record once', async () => {
  const { text } = await v.learner();
  const { send } = await v.phoneOf(text);
  const parcel = { sentAt: v.clock(20), acts: [act(), act({ lesson: 'AT2' })] };
  const ok = parcel.acts.map(({ id }) => ({ id, ok: true }));
  expect(await takeParcel(v.later(20), send, parcel)).toEqual(ok);
  expect(await takeParcel(v.later(30), send, { ...parcel, sentAt: v.clock(30) })).toEqual(ok);
  const more = { sentAt: v.clock(40), acts: [act(), act(), act()] };
  const [a, b] = await Promise.all([
    takeParcel(v.later(40), send, more),
    takeParcel(v.later(40), send, more),
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
  const { text } = await v.learner();
  const { send } = await v.phoneOf(text);
  const acts = [act(), act({ lesson: 'không có' }), act({ kind: 'poem' }), act()];
  const told = await takeParcel(v.later(20), send, { sentAt: v.clock(20), acts });
  expect(Object.fromEntries(told.map((one) => [one.id, one.ok]))).toEqual(
    Object.fromEntries(acts.map(({ id }, i) => [id, i === 0 || i === 3])),
  );
  expect(told.find(({ ok }) => !ok)).toMatchObject({ code: 'learning.act_form' });
});

test('a phone that believes it is 2019 tells the right moment; so does one put right in between', async () => {
  const { text } = await v.learner();
  const { send } = await v.phoneOf(text);
  const wrong = act({ at: '2019-01-01T00:10:00Z' });
  await takeParcel(v.later(60), send, { sentAt: '2019-01-01T01:00:00Z', acts: [wrong] });
  expect(await happened(wrong.id)).toBe(v.clock(10));
  const mended = act({ at: '2019-01-01T00:10:00Z' });
  await takeParcel(v.later(60), send, { sentAt: v.clock(60), acts: [mended] });
  expect(await happened(mended.id)).toBe(v.clock(0));
  const ahead = act({ at: '2031-01-01T00:00:00Z' });
  await takeParcel(v.later(60), send, { sentAt: v.clock(60), acts: [ahead] });
  expect(await happened(ahead.id)).toBe(v.clock(60));
  const since = new Date(0);
  const now = new Date(1_000_000_000);
  expect(heldMoment(new Date(5), { now, sentAt: now, since })).toEqual(new Date(5));
});

test('two phones with one learner: both acts stay, each once', async () => {
  const { key, text } = await v.learner();
  const [one, two] = [await v.phoneOf(text), await v.phoneOf(text)];
  const acts = [act(), act()];
  await takeParcel(v.later(20), one.send, { sentAt: v.clock(20), acts: [acts[0]] });
  await takeParcel(v.later(20), two.send, { sentAt: v.clock(20), acts: [acts[1], acts[0]] });
  const kept = await t.db
    .selectFrom('record.v_act')
    .select('id')
    .where('person', '=', key.person)
    .execute();
  expect(kept.map(({ id }) => id).sort()).toEqual(acts.map(({ id }) => id).sort());
  expect((await phoneHome(v.later(21), two.read)).finished).toEqual(['ky-nang-so-co-ban:AT1']);
});

test('a revoked card lets no phone in, but what was learnt before still arrives', async () => {
  const { card, text } = await v.learner();
  const { send, read } = await v.phoneOf(text);
  await revokeCard({ ...v.officer, now: v.later(30).now }, { card, reason: 'lost' });
  expect(await code(v.phoneOf(text))).toBe('cards.revoked');
  expect(await code(phoneHome(v.later(31), read))).toBe('phones.card_ended');
  const [before, after] = [act({ at: v.clock(20) }), act({ at: v.clock(40) })];
  const told = await takeParcel(v.later(50), send, { sentAt: v.clock(50), acts: [before, after] });
  expect(told.find(({ id }) => id === before.id)?.ok).toBe(true);
  expect(told.find(({ id }) => id === after.id)).toMatchObject({ code: 'phones.card_ended' });
});

test('a lesson that has a newer version by now is recorded in the version that was learnt', async () => {
  const { text } = await v.learner();
  const { send } = await v.phoneOf(text);
  const old = act({ version: '0.9', lesson: 'CU1' });
  expect(await takeParcel(v.later(20), send, { sentAt: v.clock(20), acts: [old] })).toEqual([
    { id: old.id, ok: true },
  ]);
});

test('who has not agreed loses nothing: the phone keeps it and says why', async () => {
  const { text } = await v.learner(null);
  const { send } = await v.phoneOf(text);
  const told = await takeParcel(v.later(20), send, { sentAt: v.clock(20), acts: [act(), act()] });
  expect(told.map((one) => one.ok || one.code)).toEqual([
    'learning.own_consent_first',
    'learning.own_consent_first',
  ]);
});

test('a key that hands in reads nothing, and the other way round; an ended phone is out', async () => {
  const { text } = await v.learner();
  const { send, read } = await v.phoneOf(text);
  expect(await code(phoneHome(v.outside, send))).toBe('phones.not_let_in');
  const parcel = { sentAt: v.clock(20), acts: [act()] };
  expect(await code(takeParcel(v.outside, read, parcel))).toBe('phones.not_let_in');
  expect(await code(roster(v.outside, read, VILLAGE))).toBe('accounts.not_allowed');
  await endDevice(v.later(30), send);
  expect(await code(phoneHome(v.later(31), read))).toBe('phones.card_ended');
  expect(await takeParcel(v.later(31), send, parcel)).toMatchObject([{ ok: true }]);
});

test('a hundred acts cost at most 250 bytes each on the way', () => {
  const acts = Array.from({ length: 100 }, (_, i) =>
    act({ lesson: `AT${(i % 6) + 1}`, at: new Date(1_791_000_000_000 + i * 97_003).toISOString() }),
  );
  const bytes = gzipSync(JSON.stringify({ sentAt: v.clock(0), acts })).length;
  expect(bytes / 100).toBeLessThan(250);
});
