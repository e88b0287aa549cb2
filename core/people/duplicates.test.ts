import { createAccount } from '@suotdoi/core/accounts';
import { type Ctx, newId, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  applyImport,
  duplicateList,
  duplicatePair,
  formGroup,
  groupPage,
  importPage,
  mergePeople,
  peopleList,
  personPage,
  previewImport,
  recordConsent,
  registerFamily,
  tellApart,
  undoMerge,
} from './index.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterAll(() => t?.close());

interface Born {
  name: string;
  birthYear: number;
  agreed?: boolean;
}

async function family(unit: string, ...members: Born[]): Promise<PersonKey[]> {
  const consent = { wording: 'w1', way: 'spoken' };
  const input = { id: newId(), unit, notTheSame: true, members, consent };
  return (await registerFamily(ctx, input)).members;
}

/** Two records of one woman: alone in one family, with her son in another. */
async function twice(name: string): Promise<[PersonKey, PersonKey, PersonKey]> {
  const [alone] = await family('16681.03', { name, birthYear: 1950 });
  const [again, son] = await family(
    '16681.03',
    { name, birthYear: 1950, agreed: true },
    { name: `${name} Con`, birthYear: 1980 },
  );
  if (!alone || !again || !son) throw new Error('no members');
  return [alone, again, son];
}

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (no) {
    if (no instanceof Refusal) return no.code;
    throw no;
  }
  return 'was not refused';
}

const pairsOf = async (...people: PersonKey[]) => {
  const ids = people.map(({ person }) => person);
  const { pairs } = await duplicateList(ctx);
  return pairs.filter((p) => p.people.some(({ person }) => ids.includes(person)));
};

test('people of one name and birth year in a village or commune are proposed, the nearest first', async () => {
  const [a] = await family('16681.03', { name: 'Đặng Thị Hòa', birthYear: 1950 });
  const [b] = await family('16681.03', { name: 'Đặng Thị Hoà', birthYear: 1950 });
  const [c] = await family('16681.04', { name: 'Đặng Thị Hoà', birthYear: 1950 });
  const [d] = await family('16681.03', { name: 'Đặng Thị Hoà', birthYear: 1951 });
  const [e] = await family('16690.01', { name: 'Đặng Thị Hoà', birthYear: 1950 });
  if (!a || !b || !c || !d || !e) throw new Error('no members');
  const pairs = await pairsOf(a, b, c, d, e);
  expect(pairs.map((p) => [p.why, ...p.people.map((x) => x.village).sort()])).toEqual([
    ['village', 'Xóm 3', 'Xóm 3'],
    ['commune', 'Xóm 3', 'Xóm 4'],
    ['commune', 'Xóm 3', 'Xóm 4'],
  ]);
  const officer = t.ctx({
    ...{ kind: 'account', id: newId(), name: 'Ai Đó', username: 'ai', person: null },
    roles: [{ role: 'village_officer', unit: '16681.04' }],
  });
  expect((await duplicateList(officer)).pairs).toEqual([]);

  await tellApart(ctx, { people: [b.person, a.person] });
  await tellApart(ctx, { people: [a.person, b.person] });
  expect((await pairsOf(a, b)).map((p) => p.why)).toEqual(['commune', 'commune']);
});

test('numbers that end differently are of two people', async () => {
  const bytes = Buffer.from(
    'Họ tên;Năm sinh;CCCD;Xóm\nHà Một;1960;040060000111;Xóm 3\nHà Một;1960;040060000222;Xóm 4',
  );
  await applyImport(ctx, await previewImport(ctx, { bytes, unit: '16681' }));
  const { people } = await peopleList(ctx, { words: 'ha mot' });
  expect(people).toHaveLength(2);
  expect(await pairsOf(...people)).toEqual([]);
});

test('who is merged is found no more; the kept one has their family and answers, until it is undone', async () => {
  const [alone, again, son] = await twice('Cao Thị Mơ');
  const compared = await duplicatePair(ctx, [alone.person, again.person]);
  expect(compared.map((p) => [p.consent, p.relatives])).toEqual([
    [null, []],
    ['given', ['Cao Thị Mơ Con']],
  ]);
  const clan = { id: newId(), kind: 'clan', unit: '16681.03', name: 'Họ Cao', members: [again] };
  await formGroup(ctx, clan);

  await mergePeople(ctx, { kept: alone.person, person: again.person });

  const found = await peopleList(ctx, { words: 'cao thi mo' });
  expect(found.people.map((p) => p.person).sort()).toEqual([alone.person, son.person].sort());
  expect(await pairsOf(alone, again)).toEqual([]);
  const kept = await personPage(ctx, again.person);
  expect(kept).toMatchObject({ person: alone.person, consent: 'given' });
  expect(kept.familyMembers.map((m) => m.person)).toEqual([alone.person]);
  const { members } = await groupPage(ctx, clan.id);
  expect(members.filter((m) => m.to === null).map((m) => m.person)).toEqual([alone.person]);
  const { familyMembers } = await personPage(ctx, son.person);
  expect(familyMembers.map((m) => m.person)).toEqual([son.person]);
  expect(await code(mergePeople(ctx, { kept: son.person, person: again.person }))).toBe(
    'people.merged_already',
  );

  const { merges } = await duplicateList(ctx);
  expect(merges[0]).toMatchObject({ person: again.person, kept: alone.person });
  await undoMerge(ctx, { person: again.person });
  expect(await duplicatePair(ctx, [alone.person, again.person])).toEqual([
    compared[0],
    { ...compared[1], groups: ['Họ Cao'] },
  ]);
  expect(await pairsOf(alone, again)).toHaveLength(1);
});

test('who has no family gets the other’s, and a family of nobody ends until it is undone', async () => {
  const bytes = Buffer.from('Họ tên;Năm sinh\nVi Thị Sen;1950');
  await applyImport(ctx, await previewImport(ctx, { bytes, unit: '16681.05' }));
  const single = (await peopleList(ctx, { words: 'vi thi sen' })).people[0];
  const [again, husband] = await family(
    '16681.05',
    { name: 'Vi Thị Sen', birthYear: 1950 },
    { name: 'Lô Văn Páo', birthYear: 1948 },
  );
  const [third] = await family('16681.05', { name: 'Vi Thị Sen', birthYear: 1950, agreed: false });
  if (!single || !again || !husband || !third) throw new Error('no members');

  await mergePeople(ctx, { kept: single.person, person: again.person });
  await mergePeople(ctx, { kept: single.person, person: third.person });

  const page = await personPage(ctx, single.person);
  expect(page.familyMembers.map((m) => m.person)).toEqual([single.person, husband.person]);
  expect(page.consent).toBe('refused');
  const asked = { wording: 'w2', way: 'spoken' };
  const { shard, person } = single;
  const later = t.ctx(undefined, new Date('2026-10-16T03:00:00Z'));
  await recordConsent(later, { shard, person, answer: 'given', asked });

  await undoMerge(ctx, { person: third.person });
  expect((await personPage(ctx, third.person)).familyMembers).toHaveLength(1);
  expect((await personPage(ctx, single.person)).consent).toBe('given');
  await undoMerge(ctx, { person: again.person });
  expect((await personPage(ctx, single.person)).familyMembers).toEqual([]);
});

test('merges follow one another and are undone the other way round, within thirty days', async () => {
  const [a, b] = await twice('Kha Thị Pành');
  const [c] = await family('16681.03', { name: 'Kha Thị Pành', birthYear: 1950 });
  if (!c) throw new Error('no member');
  await mergePeople(ctx, { kept: b.person, person: a.person });
  await mergePeople(ctx, { kept: c.person, person: b.person });
  expect((await personPage(ctx, a.person)).person).toBe(c.person);
  expect(await code(undoMerge(ctx, { person: a.person }))).toBe('people.undo_later_first');
  await undoMerge(ctx, { person: b.person });
  expect((await personPage(ctx, a.person)).person).toBe(b.person);
  const later = t.ctx(undefined, new Date('2026-11-14T03:00:00Z'));
  expect(await code(undoMerge(later, { person: a.person }))).toBe('people.undo_too_late');
  expect((await duplicateList(later)).merges.map((m) => m.person)).not.toContain(a.person);
  await undoMerge(ctx, { person: a.person });
  expect(await code(undoMerge(ctx, { person: a.person }))).toBe('people.not_merged');
});

test('somebody who signs in is the one to keep', async () => {
  const [a, b] = await twice('Lương Thị Hai');
  await createAccount(ctx, {
    ...{ username: 'luong.hai', name: 'Lương Thị Hai', password: 'hoc chung mot mai nha' },
    ...{ role: 'citizen', unit: '16681', person: a },
  });
  expect(await code(mergePeople(ctx, { kept: b.person, person: a.person }))).toBe(
    'people.merge_keeps_account',
  );
  await mergePeople(ctx, { kept: a.person, person: b.person });
  const { merges } = await duplicateList(ctx);
  expect(merges[0]).toMatchObject({ person: b.person, keptName: 'Lương Thị Hai' });
});

test('a list that names somebody who was merged since changes nothing', async () => {
  const bytes = Buffer.from('Họ tên;Năm sinh\nMoong Văn Ba;1951');
  const [kept] = await family('16681.06', { name: 'Moong Văn Ba', birthYear: 1951 });
  await applyImport(ctx, await previewImport(ctx, { bytes, unit: '16681.06' }), true);
  const { people } = await peopleList(ctx, { words: 'moong van ba' });
  const other = people.find((p) => p.person !== kept?.person);
  await mergePeople(ctx, { kept: kept?.person, person: other?.person });
  const again = await previewImport(ctx, { bytes, unit: '16681.06' });
  expect((await importPage(ctx, { id: again })).counts).toMatchObject({ new: 0, known: 1 });
  expect(await applyImport(ctx, again)).toEqual({ people: 0, families: 0 });
});
