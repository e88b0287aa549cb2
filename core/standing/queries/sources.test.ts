import { change, newId, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { formGroup, registerFamily } from '@suotdoi/core/people';
import { recordStatements } from '@suotdoi/core/record';
import { agent, type Statement, skillActivity, verbs } from '@suotdoi/core/record/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectiveSource, figureSource, foldRound, personSource } from '../index.ts';
import { skills } from '../model.ts';

const VILLAGE = '16681.03';
const essential = skills.filter((s) => s.essential).map((s) => s.code);
const enough = [
  ...essential,
  ...skills
    .filter((s) => !s.essential && !s.mustBeShown)
    .slice(0, 6)
    .map((s) => s.code),
];
const september = new Date('2026-09-20T12:00:00Z');

let t: TestDatabase;
let hoa: PersonKey;
let binh: PersonKey;
let family: string;
let evening: string;

/** What a phone or another tool sends when a check is passed. */
function passed(person: string, skill: string): Statement {
  return {
    id: newId(),
    actor: agent({ person }),
    verb: { id: verbs.passed },
    object: { objectType: 'Activity', id: skillActivity(skill) },
    timestamp: september.toISOString(),
  };
}

beforeAll(async () => {
  t = await testDatabase();
  const ctx = t.ctx(undefined, september);
  const registered = await registerFamily(ctx, {
    id: newId(),
    unit: VILLAGE,
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1958, agreed: true },
      { name: 'Phạm Văn Bình', birthYear: 1955, agreed: true },
      { name: 'Phạm Thị Mai', birthYear: 2018, agreed: true },
    ],
    consent: { wording: 'w1', way: 'spoken', guardian: 'Nguyễn Thị Hoa' },
  });
  family = registered.id;
  [hoa, binh] = registered.members as [PersonKey, PersonKey];
  evening = newId();
  await openSession(ctx, {
    id: evening,
    unit: VILLAGE,
    heldAt: september.toISOString(),
    topic: 'Dùng điện thoại',
    place: 'Nhà văn hoá xóm 3',
    skills: enough,
    learners: [hoa, binh],
  });
  const marks = (grade: string) => Object.fromEntries(enough.map((code) => [code, grade]));
  const fill = (version: number, binhMarks: Record<string, string>) =>
    saveSheet(ctx, {
      session: evening,
      version,
      learners: [
        { person: hoa.person, present: true, marks: marks('alone') },
        { person: binh.person, present: true, marks: binhMarks },
      ],
    });
  await fill(1, { ...marks('helped'), MAY1: 'alone' });
  await fill(2, marks('helped'));
  const shown = essential.find((code) => skills.some((s) => s.code === code && s.mustBeShown));
  await change(ctx, (c) =>
    recordStatements(c, [{ shard: binh.shard, statement: passed(binh.person, shown ?? '') }]),
  );
  while ((await foldRound(ctx)) > 0);
});
afterAll(() => t?.close());

const basic = { indicator: 'citizens_basic', month: '2026-10' } as const;

test('the parts of a figure add up to it, from the nation down to the person', async () => {
  for (const unit of ['VN', '40', '16681', VILLAGE]) {
    const source = await figureSource(t.ctx(), { unit, ...basic });
    const parts = source.below.reduce((sum, part) => sum + part.n, source.hereTotal);
    const ways = source.ways.reduce((sum, way) => sum + way.n, 0);
    expect([source.total, parts, ways]).toEqual([1, 1, 1]);
  }
  const { here, notCounted } = await figureSource(t.ctx(), { unit: VILLAGE, ...basic });
  expect(here).toMatchObject([{ subject: hoa.person, name: 'Nguyễn Thị Hoa', since: '2026-09' }]);
  expect(notCounted).toMatchObject({ helped: enough.length, voided: 1 });
});

test('what was added in a month is told by itself, and an empty month has no parts', async () => {
  const added = { unit: VILLAGE, indicator: 'citizens_basic', added: true } as const;
  expect(await figureSource(t.ctx(), { ...added, month: '2026-09' })).toMatchObject({
    total: 1,
    here: [{ subject: hoa.person, n: 1 }],
    sessions: 1,
  });
  expect(await figureSource(t.ctx(), { ...added, month: '2026-10' })).toMatchObject({
    total: 0,
    here: [],
    sessions: 0,
  });
});

test('acts that do not count stay to be seen, with the one who taught and what was voided', async () => {
  const source = await personSource(t.ctx(), binh.person);
  expect(source.counted.map((c) => c.skill)).not.toContain('MAY1');
  expect(source.acts.filter((a) => a.grade === 'helped' && !a.voidedBy)).toHaveLength(
    enough.length,
  );
  expect(source.acts.filter((a) => a.voidedBy)).toHaveLength(1);
  expect(source.acts.filter((a) => a.grade === 'passed')).toHaveLength(1);
  expect(source.missing.essential).toHaveLength(essential.length);
  const counted = await personSource(t.ctx(), hoa.person);
  expect(counted.needed).toBe(counted.counted.length);
  expect(counted.acts[0]).toMatchObject({ session: evening, topic: 'Dùng điện thoại' });
});

test('a family shows who has reached the standard and who is too young to be counted', async () => {
  const { members, share } = await collectiveSource(t.ctx(), family);
  expect(members.map((m) => [m.name, m.adult, m.reached !== null])).toEqual([
    ['Nguyễn Thị Hoa', true, true],
    ['Phạm Văn Bình', true, false],
    ['Phạm Thị Mai', false, false],
  ]);
  expect(share).toBe(0.5);
});

test('members of a clan who live elsewhere have no name for the officer of its village', async () => {
  const ctx = t.ctx(undefined, september);
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: '16690.01',
    members: [{ name: 'Phạm Văn Đức', birthYear: 1970, agreed: true }],
    consent: { wording: 'w1', way: 'spoken' },
  });
  const id = newId();
  await formGroup(ctx, {
    id,
    kind: 'clan',
    unit: VILLAGE,
    name: 'Họ Phạm',
    members: [binh, ...members],
  });
  const officer = {
    kind: 'account',
    id: 'o',
    name: 'Trần Văn Lộc',
    username: 'loc',
    roles: [{ role: 'village_officer', unit: VILLAGE }],
    person: null,
  } as const;
  const clan = await collectiveSource(t.ctx(officer), id);
  expect(clan.name).toBe('Họ Phạm');
  expect(new Set(clan.members.map((m) => m.name))).toEqual(new Set(['Phạm Văn Bình', null]));
});

test('an address that names nobody finds nobody', async () => {
  const no = (promise: Promise<unknown>) => promise.catch((error) => error);
  expect(await no(personSource(t.ctx(), 'x'))).toBeInstanceOf(Refusal);
  expect(await no(collectiveSource(t.ctx(), 'x'))).toBeInstanceOf(Refusal);
});
