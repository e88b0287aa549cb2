import { type AccountActor, type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleList, personPage, recordConsent, registerFamily } from './index.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterAll(() => t?.close());

function at(unit: string, role: AccountActor['roles'][number]['role'] = 'instructor'): Ctx {
  const id = newId();
  return t.ctx({
    kind: 'account',
    id,
    name: 'Ai',
    username: 'ai',
    roles: [{ role, unit }],
    person: null,
  });
}

async function family(unit: string, ...names: string[]): Promise<PersonKey[]> {
  const members = names.map((name, i) => ({ name, birthYear: 1960 + i }));
  return (await registerFamily(ctx, { id: newId(), unit, members })).members;
}

test('a family that was not asked yet is registered without a way of asking', async () => {
  const [hoa] = (await family('16681.05', 'Nguyễn Thị Hoa')) as [PersonKey];
  expect(await personPage(ctx, hoa.person)).toMatchObject({ consent: null, consents: [] });
  const asked = registerFamily(ctx, {
    id: newId(),
    unit: '16681.05',
    members: [{ name: 'Phạm Văn Bình', birthYear: 1958, agreed: true }],
  });
  await expect(asked).rejects.toMatchObject({
    faults: [{ path: 'consent.way', code: 'people.consent_way_missing' }],
  });
});

test('people already chosen stay in the list, first, whatever is searched', async () => {
  const [an, binh, chi] = (await family('16681.06', 'Lê An', 'Lê Bình', 'Lê Chi')) as [
    PersonKey,
    PersonKey,
    PersonKey,
  ];
  const [foreign] = (await family('16690.01', 'Lê Chung')) as [PersonKey];
  const first = [chi.person, foreign.person, 'not an id'];
  const found = await peopleList(at('16681'), { unit: '16681.06', words: 'binh', first });
  expect(found.people.map((p) => p.person)).toEqual([chi.person, binh.person]);
  const all = await peopleList(at('16681'), { unit: '16681.06' });
  expect(all.people.map((p) => p.person)).toEqual([an.person, binh.person, chi.person]);
});

test('a child answers for itself only together with a guardian', async () => {
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: '16681.06',
    members: [{ name: 'Phạm Ngọc Mai', birthYear: 2015 }],
  });
  const answer = (guardian?: string) =>
    recordConsent(ctx, {
      ...members[0],
      answer: 'given',
      asked: { wording: 'learning_record.2026-11', way: 'spoken', guardian },
    });
  await expect(answer()).rejects.toMatchObject({
    faults: [{ path: 'asked.guardian', code: 'people.guardian_missing' }],
  });
  await answer('Phạm Văn Bình');
  const page = await personPage(ctx, members[0]?.person ?? '');
  expect(page.consents).toMatchObject([{ answer: 'given', guardian: 'Phạm Văn Bình' }]);
});

test('a page says how each answer was given, and whether the reader may change the person', async () => {
  const [tu] = (await family('16681.06', 'Nguyễn Văn Tứ')) as [PersonKey];
  await recordConsent(ctx, {
    ...tu,
    answer: 'given',
    asked: { wording: 'learning_record.2026-11', way: 'paper', witness: 'Lê Thị Thu' },
  });
  const page = await personPage(at('16681.06'), tu.person);
  expect(page).toMatchObject({ mayChange: true, consent: 'given' });
  expect(page.consents).toMatchObject([
    { answer: 'given', way: 'paper', witness: 'Lê Thị Thu', guardian: null },
  ]);
  const reviewer = at('16681', 'reviewer');
  expect((await personPage(reviewer, tu.person)).mayChange).toBe(false);
  const lost = personPage(ctx, 'khong-phai-ma');
  await expect(lost).rejects.toMatchObject({ kind: 'missing', code: 'people.unknown_person' });
});
