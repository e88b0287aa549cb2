import { type Ctx, newId, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  correctPerson,
  movePerson,
  peopleList,
  personPage,
  recordConsent,
  registerFamily,
  registerLearner,
} from './index.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterAll(() => t?.close());

const consent = { wording: 'learning_record.2026-11', way: 'spoken', witness: 'Lê Thị Thu' };

function familyOf(...members: object[]) {
  return { id: newId(), unit: '16681.03', members, consent };
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no;
}

test('a family sent twice is registered once, with who was asked, how and when', async () => {
  const form = familyOf(
    { name: 'Nguyễn Thị  Hoa', birthYear: '1963', sex: 'female', agreed: true },
    { name: 'Phạm Văn Bình', birthYear: 1960, agreed: false },
    { name: 'Phạm Minh Tuấn', birthYear: 1990 },
  );
  const first = await registerFamily(ctx, form);
  const again = await registerFamily(ctx, form);
  expect(again).toEqual(first);
  const page = await personPage(ctx, first.members[0]?.person ?? '');
  expect(page).toMatchObject({
    name: 'Nguyễn Thị Hoa',
    village: 'Xóm 3',
    family: 'Nguyễn Thị Hoa',
    consent: 'given',
    consents: [{ answer: 'given', wording: 'learning_record.2026-11', way: 'spoken' }],
  });
  expect(page.familyMembers.map((m) => m.name)).toEqual([
    'Nguyễn Thị Hoa',
    'Phạm Văn Bình',
    'Phạm Minh Tuấn',
  ]);
  const { people } = await peopleList(ctx, { unit: '16681.03' });
  expect(people.map((p) => [p.name, p.consent])).toEqual([
    ['Phạm Văn Bình', 'refused'],
    ['Nguyễn Thị Hoa', 'given'],
    ['Phạm Minh Tuấn', null],
  ]);
});

test('"hoa" and "HOÀ" find Hoà and Hòa, however their marks were typed', async () => {
  await registerFamily(
    ctx,
    familyOf({ name: 'Đỗ Thị Hoà', birthYear: 1955 }, { name: 'Đỗ Văn Hòa', birthYear: 1950 }),
  );
  for (const words of ['hoa', 'HOÀ', 'do hoa', 'đỗ hòa']) {
    const { people } = await peopleList(ctx, { words });
    expect(people.map((p) => p.name)).toEqual(expect.arrayContaining(['Đỗ Thị Hoà', 'Đỗ Văn Hòa']));
  }
});

test('each wrong field is named, and nothing is written', async () => {
  const before = await t.db.selectFrom('people.person').select('id').execute();
  const no = await refusal(
    registerFamily(
      ctx,
      familyOf({ name: 'A', birthYear: '58' }, { name: 'Võ Thị Nhung', birthYear: 1801 }),
    ),
  );
  expect(no.faults).toEqual([
    { path: 'members.0.name', code: 'people.name_missing' },
    { path: 'members.0.birthYear', code: 'people.birth_year_four_digits' },
  ]);
  const future = await refusal(
    registerFamily(ctx, familyOf({ name: 'Võ Thị Nhung', birthYear: 2031 })),
  );
  expect(future.faults).toEqual([
    { path: 'members.0.birthYear', code: 'people.birth_year_impossible' },
  ]);
  expect(await t.db.selectFrom('people.person').select('id').execute()).toEqual(before);
});

test('a child under sixteen agrees only together with a guardian', async () => {
  const child = familyOf({ name: 'Trần Thị Mai', birthYear: 2015, agreed: true });
  expect((await refusal(registerFamily(ctx, child))).faults).toEqual([
    { path: 'consent.guardian', code: 'people.guardian_missing' },
  ]);
  await registerFamily(ctx, { ...child, consent: { ...consent, guardian: 'Trần Văn Lộc' } });
});

test('somebody of the same name and year in the village is pointed out, never merged', async () => {
  const person = { name: 'Cao Xuân Đệ', birthYear: 1958, agreed: true };
  await registerLearner(ctx, { id: newId(), unit: '16681.05', person, consent });
  const again = {
    id: newId(),
    unit: '16681.05',
    person: { ...person, name: 'cao xuân đệ' },
    consent,
  };
  expect(await refusal(registerLearner(ctx, again))).toMatchObject({
    code: 'people.maybe_same',
    values: { name: 'Cao Xuân Đệ', year: 1958 },
  });
  await registerLearner(ctx, { ...again, notTheSame: true });
});

test('two officers who correct one person do not overwrite each other', async () => {
  const person = { name: 'Hồ Sỹ Lực', birthYear: 1970 };
  const key = await registerLearner(ctx, { id: newId(), unit: '16681.06', person, consent });
  const seen = { ...key, version: 1 };
  await correctPerson(ctx, { ...seen, name: 'Hồ Sĩ Lực', birthYear: 1970 });
  const late = correctPerson(ctx, { ...seen, name: 'Hồ Sỹ Lực', birthYear: 1971 });
  expect((await refusal(late)).code).toBe('people.changed_meanwhile');
  expect((await personPage(ctx, key.person)).name).toBe('Hồ Sĩ Lực');
});

test('a move keeps where the person lived before; the latest answer of consent holds', async () => {
  const person = { name: 'Đinh Thị Thảo', birthYear: 1980, agreed: true };
  const key = await registerLearner(ctx, { id: newId(), unit: '16681.07', person, consent });
  const later = t.ctx(undefined, new Date('2026-11-20T03:00:00Z'));
  await movePerson(later, { ...key, unit: '16690.02', from: '2026-11-18' });
  await recordConsent(later, { ...key, answer: 'withdrawn', asked: consent });
  const page = await personPage(later, key.person);
  expect(page.residences).toMatchObject([
    { unit: '16690.02', from: '2026-11-18', to: null },
    { unit: '16681.07', from: '2026-10-15', to: '2026-11-18' },
  ]);
  expect([page.consent, page.consents.length]).toEqual(['withdrawn', 2]);
  const future = movePerson(later, { ...key, unit: '16681.01', from: '2026-12-01' });
  expect((await refusal(future)).code).toBe('people.move_in_future');
});
