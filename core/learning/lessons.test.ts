import { type AccountActor, type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { recordConsent, registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownLessons, recordActs } from './index.ts';

let t: TestDatabase;
let hoa: PersonKey;
let tuan: PersonKey;
beforeAll(async () => {
  t = await testDatabase();
  const { members } = await registerFamily(t.ctx(), {
    id: newId(),
    unit: '16681.03',
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1963, sex: 'female', agreed: true },
      { name: 'Phạm Anh Tuấn', birthYear: 1992 },
    ],
    consent: { wording: 'w1', way: 'spoken' },
  });
  [hoa, tuan] = members as [PersonKey, PersonKey];
});
afterAll(() => t?.close());

function as(person: PersonKey | null, now?: Date): Ctx {
  const actor: AccountActor = {
    ...{ kind: 'account', id: newId(), name: 'Ai đó', username: 'ai', person },
    roles: [{ role: 'citizen', unit: '16681' }],
  };
  return t.ctx(actor, now);
}

const at = '2026-10-14T03:00:00Z';
const base = { course: 'ky-nang-so-co-ban', version: '1.0', lesson: 'MAY1', language: 'vi', at };
const practice = () => ({
  ...{ ...base, id: newId(), kind: 'practice', practice: 'may1-bat-khoa' },
  ...{ duration: 94_600, attempts: 3 },
});
const answer = (question: number, success = true) => ({
  ...{ ...base, id: newId(), kind: 'answer', question, success, duration: 8000, attempts: 1 },
});
const lesson = () => ({
  ...{ ...base, id: newId(), kind: 'lesson', success: true, duration: 600_000, attempts: 1 },
});

const inRecord = (id: string) =>
  t.db.selectFrom('record.v_statement').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('what a learner does in a lesson is in the record, with version, time and tries', async () => {
  const acts = [practice(), answer(0), answer(2, false), lesson()];
  expect((await recordActs(as(hoa), { acts })).stored).toHaveLength(4);
  const row = await inRecord(acts[0]?.id ?? '');
  expect(row).toMatchObject({ person: hoa.person, unit: '16681.03', grade: null });
  expect(row.body).toMatchObject({
    result: { completion: true, success: true, duration: 'PT95S' },
    context: { revision: '1.0', language: 'vi' },
  });
  expect(JSON.stringify(row.body)).toContain('extensions/attempts":3');
  expect(await ownLessons(as(hoa))).toMatchObject({
    consent: 'given',
    lessons: [
      {
        ...{ course: 'ky-nang-so-co-ban', lesson: 'MAY1', finished: new Date(at) },
        ...{ practices: ['may1-bat-khoa'], questions: expect.arrayContaining([0, 2]) },
      },
    ],
  });
});

test('sent again, also told a little differently, an act is recorded once', async () => {
  const act = answer(1);
  await recordActs(as(hoa), { acts: [act] });
  const again = await recordActs(as(hoa), { acts: [{ ...act, attempts: 2 }, answer(1)] });
  expect(again).toMatchObject({ already: [act.id], stored: [expect.any(String)] });
});

test('an identifier that another learner used is refused, and nothing of the batch is kept', async () => {
  const act = answer(1);
  await recordActs(as(hoa), { acts: [act] });
  await recordConsent(t.ctx(), {
    ...tuan,
    answer: 'given',
    asked: { wording: 'w1', way: 'spoken' },
  });
  const stolen = recordActs(as(tuan), { acts: [lesson(), act] });
  await expect(stolen).rejects.toMatchObject({ code: 'record.same_id_other_content' });
  expect(await ownLessons(as(tuan))).toMatchObject({ lessons: [] });
});

test('a phone whose clock stands in 2019 tells the right moment all the same', async () => {
  const act = { ...lesson(), lesson: 'MAY2', at: '2019-01-01T00:00:00Z' };
  await recordActs(as(hoa), { acts: [act], sentAt: '2019-01-01T02:00:00Z' });
  expect((await inRecord(act.id)).happened).toEqual(new Date('2026-10-15T01:00:00Z'));
  const future = { ...lesson(), lesson: 'MAY3', at: '2031-01-01T00:00:00Z' };
  await recordActs(as(hoa), { acts: [future] });
  expect((await inRecord(future.id)).happened).toEqual(new Date('2026-10-15T03:00:00Z'));
});

test('nothing is recorded of who did not agree, of guests, and of accounts that are no learner', async () => {
  const { members } = await registerFamily(t.ctx(), {
    ...{ id: newId(), unit: '16681.03', consent: { wording: 'w1', way: 'spoken' } },
    members: [{ name: 'Lê Văn Bình', birthYear: 1958 }],
  });
  const acts = [lesson()];
  const tried = (ctx: Ctx) => expect(recordActs(ctx, { acts })).rejects;
  await tried(as(members[0] as PersonKey)).toMatchObject({ code: 'learning.own_consent_first' });
  await tried(as(null)).toMatchObject({ code: 'learning.no_person' });
  await tried(t.ctx({ kind: 'nobody' })).toMatchObject({ code: 'accounts.sign_in_first' });
  expect(await ownLessons(as(null))).toBeNull();
});

test.each([
  ['no act at all', { acts: [] }],
  ['an act of no kind', { acts: [{ ...base, id: newId(), kind: 'video' }] }],
  ['a course that is a path', { acts: [{ ...lesson(), course: '../etc' }] }],
  ['a time that is none', { acts: [{ ...lesson(), at: 'hôm qua' }] }],
])('%s is refused', async (_, input) => {
  await expect(recordActs(as(hoa), input)).rejects.toMatchObject({ kind: 'invalid' });
});
