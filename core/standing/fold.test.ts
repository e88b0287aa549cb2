import { type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { openSession, saveSheet, sessionSheet } from '@suotdoi/core/learning';
import { movePerson, registerFamily } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldRound } from './index.ts';
import { skills } from './model.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

const VILLAGE = '16681.03';
const enough = [
  ...skills.filter((s) => s.essential),
  ...skills.filter((s) => !s.essential).slice(0, 6),
].map((s) => s.code);

async function family(ctx: Ctx, names: string[], unit = VILLAGE): Promise<PersonKey[]> {
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit,
    members: names.map((name) => ({ name, birthYear: 1960, agreed: true })),
    consent: { wording: 'w1', way: 'spoken' },
  });
  return members;
}

async function evening(
  ctx: Ctx,
  learners: PersonKey[],
  marks: Record<string, string>,
): Promise<string> {
  const id = newId();
  await openSession(ctx, {
    id,
    unit: VILLAGE,
    heldAt: new Date(ctx.now.getTime() - 7_200_000).toISOString(),
    topic: 'Dùng điện thoại',
    place: 'Nhà văn hoá xóm 3',
    skills: Object.keys(marks),
    learners,
  });
  await saveSheet(ctx, {
    session: id,
    version: 1,
    learners: learners.map((l) => ({ person: l.person, present: true, marks })),
  });
  return id;
}

async function figure(unit: string, indicator: string, slice = ''): Promise<number> {
  const row = await t.db
    .selectFrom('standing.tally')
    .select((e) => e.fn.sum<number>('n').as('n'))
    .where('unit', '=', unit)
    .where('indicator', '=', indicator)
    .where('slice', '=', slice)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

const alone = Object.fromEntries(enough.map((code) => [code, 'alone']));
const everywhere = [VILLAGE, '16681', '40', 'VN'];

test('one evening in a village reaches the figure of the nation, and a correction takes it back', async () => {
  const ctx = t.ctx();
  const [hoa, binh] = await family(ctx, ['Nguyễn Thị Hoa', 'Phạm Văn Bình']);
  if (!hoa || !binh) throw new Error('no members');
  const session = await evening(ctx, [hoa], alone);
  await evening(ctx, [binh], Object.fromEntries(enough.map((code) => [code, 'helped'])));
  while ((await foldRound(ctx)) > 0);
  for (const unit of everywhere) {
    expect(await figure(unit, 'citizens')).toBe(2);
    expect(await figure(unit, 'citizens_basic')).toBe(1);
    expect(await figure(unit, 'citizens_basic', 'via:session')).toBe(1);
    expect(await figure(unit, 'families')).toBe(1);
    expect(await figure(unit, 'families_basic')).toBe(1);
    expect(await figure(unit, 'skills_shown')).toBe(24);
  }
  expect(await figure('16681', 'communities')).toBe(12);

  const sheet = await sessionSheet(ctx, session);
  const { MAY1: _, ...fewer } = alone;
  await saveSheet(ctx, {
    session,
    version: sheet.version,
    learners: [{ person: hoa.person, present: true, marks: fewer }],
  });
  while ((await foldRound(ctx)) > 0);
  for (const unit of everywhere) {
    expect(await figure(unit, 'citizens_basic')).toBe(0);
    expect(await figure(unit, 'families_basic')).toBe(0);
    expect(await figure(unit, 'skills_shown')).toBe(23);
  }
});

test('a person who moves is counted where they live at the end of the month', async () => {
  const ctx = t.ctx();
  const [lan] = await family(ctx, ['Hoàng Thị Lan'], '16681.04');
  if (!lan) throw new Error('no member');
  while ((await foldRound(ctx)) > 0);
  const before = [await figure('16681.04', 'citizens'), await figure('16690.01', 'citizens')];
  const later = t.ctx(undefined, new Date('2026-12-20T03:00:00Z'));
  await movePerson(later, { ...lan, unit: '16690.01', from: '2026-12-20' });
  while ((await foldRound(later)) > 0);
  const after = [await figure('16681.04', 'citizens'), await figure('16690.01', 'citizens')];
  expect(after).toEqual([Number(before[0]) - 1, Number(before[1]) + 1]);
  const rows = await t.db
    .selectFrom('standing.v_contribution')
    .select(['unit', 'month', 'n'])
    .where('subject', '=', lan.person)
    .where('indicator', '=', 'citizens')
    .where('slice', '=', '')
    .orderBy('month')
    .orderBy('n')
    .execute();
  expect(rows).toEqual([
    { unit: '16681.04', month: '2026-10', n: 1 },
    { unit: '16681.04', month: '2026-12', n: -1 },
    { unit: '16690.01', month: '2026-12', n: 1 },
  ]);
});
