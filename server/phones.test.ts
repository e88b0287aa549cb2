import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createAuth } from '@suotdoi/core/accounts';
import { makeCards, printedCards } from '@suotdoi/core/cards';
import { newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { folderBlobs } from '@suotdoi/core/record';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';

const VILLAGE = '16681.03';
const pictures = ['house', 'lotus', 'boat'];
let t: TestDatabase;
let app: FastifyInstance;
let card: string;

beforeAll(async () => {
  t = await testDatabase();
  const ctx = { ...t.ctx(), now: new Date() };
  const { db, node, key } = ctx;
  const auth = createAuth({ db, secret: 'a secret of this test, 32 letters long' });
  const log = pino({ level: 'silent' });
  const blobs = folderBlobs(join(tmpdir(), 'suotdoi-test-attachments'));
  app = await createApp({ db, node, key, auth, blobs, handler: () => {}, log, trustProxy: false });
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: VILLAGE,
    members: [{ name: 'Nguyễn Thị Hoa', birthYear: 1963, agreed: true }],
    consent: { wording: 'w1', way: 'spoken' },
  });
  const [id] = (await makeCards(ctx, { unit: VILLAGE, people: members })) as [string];
  card = (await printedCards(ctx, VILLAGE, [id]))[0]?.text ?? '';
});
afterAll(async () => {
  await app?.close();
  await t?.close();
});

const post = (url: string, payload: object | Buffer, headers = {}) =>
  app.inject({ method: 'POST', url, payload, headers });

test('a phone is let in by card and pictures, hands in a zipped parcel, and reads its own home', async () => {
  const greeting = (await post('/may/api/the', { card })).json();
  expect(greeting).toMatchObject({ kind: 'person', members: [{ name: 'Thị Hoa' }] });
  const keys = (await post('/may/api/vao', { card, pictures })).json();
  const at = new Date().toISOString();
  const act = {
    ...{ id: newId(), kind: 'lesson', course: 'ky-nang-so-co-ban', version: '1.0', lesson: 'MAY1' },
    ...{ language: 'vi', at, duration: 1000, attempts: 1, success: true },
  };
  const parcel = gzipSync(
    JSON.stringify({ sentAt: at, acts: [act, { ...act, id: newId(), kind: 'x' }] }),
  );
  const told = await post('/may/api/viec', parcel, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    authorization: `Bearer ${keys.send}`,
  });
  const [refused, taken] = told.json().acts.sort((a: { ok: boolean }) => (a.ok ? 1 : -1));
  expect(taken).toEqual({ id: act.id, ok: true });
  expect(refused.words).toMatch(/\p{L}/u);
  const home = await app.inject({
    url: '/may/api/nha',
    headers: { authorization: `Bearer ${keys.read}` },
  });
  expect(home.json()).toMatchObject({
    name: 'Nguyễn Thị Hoa',
    finished: ['ky-nang-so-co-ban:MAY1'],
  });
  expect(home.headers['cache-control']).toBe('no-store');
});

test('what a phone must not do is refused in words of its language', async () => {
  const wrong = await post('/may/api/vao', { card, pictures: [...pictures].reverse() });
  expect(wrong.statusCode).toBe(401);
  expect(wrong.json().words).toContain('Chọn lại từ hình đầu');
  const headers = { 'accept-language': 'en' };
  const nobody = await post('/may/api/viec', { sentAt: new Date(), acts: [] }, headers);
  expect(nobody.statusCode).toBe(401);
  expect(nobody.json().words).toContain('has not come in with a card');
  const torn = await post('/may/api/viec', gzipSync('{"sentAt": 1').subarray(0, 20), {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  });
  expect(torn.statusCode).toBe(400);
  expect((await app.inject('/may/api/khac')).statusCode).toBe(404);
});

test('lessons come zipped, with a mark by which a phone sees they are the same', async () => {
  const first = await app.inject('/may/goi/khoa.json');
  expect(first.headers['content-encoding']).toBe('gzip');
  const again = await app.inject({
    url: '/may/goi/khoa.json',
    headers: { 'if-none-match': String(first.headers.etag) },
  });
  expect(again.statusCode).toBe(304);
  expect((await app.inject('/may/goi/ky-nang-so-co-ban/MAY1/vi')).statusCode).toBe(200);
  expect((await app.inject('/may/goi/ky-nang-so-co-ban/KHONG1/vi')).statusCode).toBe(404);
  expect((await app.inject('/may/goi/viec.json')).statusCode).toBe(200);
});
