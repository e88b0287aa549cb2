import { type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet, sessionSheet } from '@suotdoi/core/learning';
import { mergePeople, personPage, registerFamily, undoMerge } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  foldRound,
  learnerHome,
  ownRecord,
  personSource,
  personStanding,
  recount,
} from './index.ts';
import { skills } from './model.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterAll(() => t?.close());

const VILLAGE = '16681.03';
const enough = [
  ...skills.filter((s) => s.essential),
  ...skills.filter((s) => !s.essential).slice(0, 6),
].map((s) => s.code);
const [early, late] = [enough.slice(0, 10), enough.slice(10)];

async function family(names: string[]): Promise<PersonKey[]> {
  const { members } = await registerFamily(ctx, {
    ...{ id: newId(), unit: VILLAGE, notTheSame: true },
    members: names.map((name) => ({ name, birthYear: 1960, agreed: true })),
    consent: { wording: 'w1', way: 'spoken' },
  });
  return members;
}

async function evening(learner: PersonKey, codes: readonly string[]): Promise<string> {
  const marks = Object.fromEntries(codes.map((code) => [code, 'alone']));
  const id = newId();
  await openSession(ctx, {
    ...{ id, unit: VILLAGE, topic: 'Dùng điện thoại', place: 'Nhà văn hoá xóm 3' },
    heldAt: new Date(ctx.now.getTime() - 7_200_000).toISOString(),
    ...{ skills: codes, learners: [learner] },
  });
  const learners = [{ person: learner.person, present: true, marks }];
  await saveSheet(ctx, { session: id, version: 1, learners });
  return id;
}

async function figures(): Promise<Record<string, number>> {
  while ((await foldRound(ctx)) > 0);
  const rows = await t.db
    .selectFrom('standing.v_tally')
    .select(['indicator', (e) => e.fn.sum<number>('n').as('n')])
    .where('unit', '=', 'VN')
    .where('slice', '=', '')
    .groupBy('indicator')
    .execute();
  expect((await recount(ctx)).differences).toEqual([]);
  return Object.fromEntries(
    rows.flatMap(({ indicator, n }) => (Number(n) ? [[indicator, Number(n)]] : [])),
  );
}

test('acts written at two records of one person count together once merged, and undo gives them back', async () => {
  const [hoa] = await family(['Nguyễn Thị Hoa']);
  const [again, son] = await family(['Nguyễn Thị Hoa', 'Nguyễn Văn Con']);
  if (!hoa || !again || !son) throw new Error('no members');
  await evening(hoa, early);
  const session = await evening(again, [...late, ...early.slice(0, 2)]);
  const before = await figures();
  expect(before).toMatchObject({ citizens: 3, families: 2, skills_shown: enough.length + 2 });
  expect(before.citizens_basic).toBeUndefined();
  const log = await t.db.selectFrom('record.statement').selectAll().orderBy('id').execute();

  await mergePeople(ctx, { kept: hoa.person, person: again.person });

  expect(await figures()).toMatchObject({
    ...{ citizens: 2, citizens_basic: 1, skills_shown: enough.length },
  });
  expect((await personStanding(ctx, hoa.person)).reached).not.toBeNull();
  expect(await personStanding(ctx, again.person)).toMatchObject({ counted: [], reached: null });
  const source = await personSource(ctx, again.person);
  expect(source).toMatchObject({ person: hoa.person, name: 'Nguyễn Thị Hoa' });
  expect(source.acts).toHaveLength(enough.length + 4);
  expect(await t.db.selectFrom('record.statement').selectAll().orderBy('id').execute()).toEqual(
    log,
  );

  const herself = t.ctx({
    ...{ kind: 'account', id: newId(), name: 'Hoa', username: 'hoa', person: again },
    roles: [{ role: 'citizen', unit: '16681' }],
  });
  expect(await learnerHome(herself)).toMatchObject({ person: hoa.person, missing: { others: 0 } });
  const own = await ownRecord(herself);
  expect(own.acts).toHaveLength(enough.length + 4);
  expect(own.countedAt.map((c) => c.figure)).toContain('citizens_basic');

  const sheet = await sessionSheet(ctx, session);
  const marks = Object.fromEntries(late.slice(1).map((code) => [code, 'alone']));
  const learners = [{ person: again.person, present: true, marks }];
  await saveSheet(ctx, { session, version: sheet.version, learners });
  expect(await figures()).toMatchObject({ skills_shown: enough.length - 1 });
  const { version } = await sessionSheet(ctx, session);
  const all = Object.fromEntries([...late, ...early.slice(0, 2)].map((code) => [code, 'alone']));
  await saveSheet(ctx, {
    ...{ session, version },
    learners: [{ person: again.person, present: true, marks: all }],
  });

  await undoMerge(ctx, { person: again.person });
  expect(await figures()).toEqual(before);
  expect((await personPage(ctx, again.person)).familyMembers.map((m) => m.person)).toEqual([
    ...[again.person, son.person],
  ]);
});
