import { type Ctx, newId, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { recordConsent, registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addLearners, openSession, saveSheet, sessionList, sessionSheet } from './index.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterAll(() => t?.close());

const consent = { wording: 'w1', way: 'spoken' };
let families = 0;

async function neighbours(n: number, agreed = true): Promise<PersonKey[]> {
  families += 1;
  const members = Array.from({ length: n }, (_, i) => ({
    name: `Lê Văn Số ${families} ${i}`,
    birthYear: 1950 + i,
    ...(agreed ? { agreed } : {}),
  }));
  return (await registerFamily(ctx, { id: newId(), unit: '16681.03', members, consent })).members;
}

function evening(learners: PersonKey[], more: object = {}) {
  return {
    id: newId(),
    unit: '16681.03',
    heldAt: '2026-10-14T12:00:00Z',
    topic: 'Gọi video',
    place: 'Nhà văn hoá xóm 3',
    skills: ['GOI1', 'GOI2'],
    learners,
    ...more,
  };
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no;
}

async function statements(session: string) {
  const rows = await t.db
    .selectFrom('record.v_act')
    .select(['verb', 'grade', 'person'])
    .where('registration', '=', session)
    .execute();
  return rows.map((r) => `${r.verb.split('/').at(-1)} ${r.grade ?? ''}`.trim()).sort();
}

test('a saved sheet is in the record; saving it again writes nothing', async () => {
  const [a, b] = (await neighbours(2)) as [PersonKey, PersonKey];
  const { id } = await openSession(ctx, evening([a, b]));
  const sheet = {
    session: id,
    version: 1,
    learners: [
      { person: a.person, present: true, marks: { GOI1: 'alone', GOI2: 'helped' } },
      { person: b.person, present: false, marks: { GOI1: 'alone' } },
    ],
  };
  expect(await saveSheet(ctx, sheet)).toMatchObject({ version: 2, present: 1 });
  const acts = ['attended', 'demonstrated alone', 'demonstrated helped', 'taught'];
  expect(await statements(id)).toEqual(acts);
  expect(await saveSheet(ctx, sheet)).toMatchObject({ version: 2, shownAlone: 1 });
  expect(await statements(id)).toEqual(acts);
  const seen = await sessionSheet(ctx, id);
  expect(seen.learners.map((l) => [l.present, l.marks])).toEqual([
    [true, { GOI1: 'alone', GOI2: 'helped' }],
    [false, {}],
  ]);
});

test('a corrected mark voids the old act and writes another; what was right stays', async () => {
  const [a] = (await neighbours(1)) as [PersonKey];
  const { id } = await openSession(ctx, evening([a]));
  const mark = (version: number, marks: object, present = true) =>
    saveSheet(ctx, { session: id, version, learners: [{ person: a.person, present, marks }] });
  await mark(1, { GOI1: 'alone', GOI2: 'alone' });
  await mark(2, { GOI1: 'prompted', GOI2: 'alone' });
  expect(await statements(id)).toEqual([
    'attended',
    'demonstrated alone',
    'demonstrated prompted',
    'taught',
  ]);
  await mark(3, {}, false);
  expect(await statements(id)).toEqual(['taught']);
  await mark(4, { GOI1: 'alone' });
  expect(await statements(id)).toEqual(['attended', 'demonstrated alone', 'taught']);
  const all = await t.db
    .selectFrom('record.statement')
    .select('id')
    .where('registration', '=', id)
    .execute();
  expect(all).toHaveLength(7);
});

test('two people who correct one sheet do not overwrite each other', async () => {
  const [a] = (await neighbours(1)) as [PersonKey];
  const { id } = await openSession(ctx, evening([a]));
  const save = (marks: object) =>
    saveSheet(ctx, {
      session: id,
      version: 1,
      learners: [{ person: a.person, present: true, marks }],
    });
  const answers = await Promise.allSettled([save({ GOI1: 'alone' }), save({ GOI2: 'alone' })]);
  expect(answers.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = answers.find((r) => r.status === 'rejected');
  expect(lost?.reason).toMatchObject({ code: 'learning.changed_meanwhile' });
});

test('nobody is recorded who was not asked, or who took their consent back', async () => {
  const [unasked] = (await neighbours(1, false)) as [PersonKey];
  expect(await refusal(openSession(ctx, evening([unasked])))).toMatchObject({
    code: 'learning.consent_first',
  });
  const [a] = (await neighbours(1)) as [PersonKey];
  const { id } = await openSession(ctx, evening([a]));
  await recordConsent(t.ctx(undefined, new Date(ctx.now.getTime() + 1000)), {
    ...a,
    answer: 'withdrawn',
    asked: consent,
  });
  const save = saveSheet(ctx, {
    session: id,
    version: 1,
    learners: [{ person: a.person, present: true, marks: {} }],
  });
  expect((await refusal(save)).code).toBe('learning.consent_first');
  expect(await statements(id)).toEqual([]);
});

test('an eleventh learner is refused, at the opening and later', async () => {
  const people = await neighbours(12);
  expect((await refusal(openSession(ctx, evening(people)))).faults[0]?.code).toBe(
    'learning.too_many_learners',
  );
  const { id } = await openSession(ctx, evening(people.slice(0, 9)));
  await addLearners(ctx, { session: id, learners: people.slice(8, 10) });
  const late = addLearners(ctx, { session: id, learners: people.slice(10, 11) });
  expect((await refusal(late)).code).toBe('learning.too_many_learners');
  expect((await sessionSheet(ctx, id)).learners).toHaveLength(10);
});

test('a sheet is not filled in before its evening, nor with skills that were not practised', async () => {
  const [a] = (await neighbours(1)) as [PersonKey];
  const { id } = await openSession(ctx, evening([a], { heldAt: '2026-10-16T12:00:00Z' }));
  const learners = [{ person: a.person, present: true, marks: { GOI1: 'alone' } }];
  expect((await refusal(saveSheet(ctx, { session: id, version: 1, learners }))).code).toBe(
    'learning.not_yet',
  );
  const { id: past } = await openSession(ctx, evening([a]));
  const foreign = [{ person: a.person, present: true, marks: { AT1: 'alone' } }];
  expect(
    (await refusal(saveSheet(ctx, { session: past, version: 1, learners: foreign }))).code,
  ).toBe('learning.skill_not_in_session');
});

test('the list tells how many came and what they showed, newest first', async () => {
  const rows = await sessionList(ctx, { unit: '16681.03' });
  expect(rows[0]).toMatchObject({ heldAt: new Date('2026-10-16T12:00:00Z'), saved: false });
  expect(rows.some((r) => r.present === 1 && r.learners === 2 && r.shownAlone === 1)).toBe(true);
});
