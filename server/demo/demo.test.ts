import { authSecret, createAuth, signIn } from '@suotdoi/core/accounts';
import { type Ctx, newId, nobody, system } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase, testNow } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { type PlanPage, planPage } from '@suotdoi/core/plans';
import { learnerHome, recount } from '@suotdoi/core/standing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_PASSWORD, signIns } from './accounts.ts';
import { buildDemo, type Progress } from './index.ts';

let full: TestDatabase;
let others: TestDatabase[];
beforeAll(async () => {
  full = await testDatabase();
  others = [await testDatabase(), await testDatabase(), await testDatabase()];
  await buildDemo(full.ctx(), { size: 'full' });
}, 180_000);
afterAll(async () => {
  for (const t of [full, ...others]) await t?.close();
});

const tally = async ({ db }: TestDatabase) =>
  (
    await sql`select unit, indicator, slice, month, n from standing.v_tally
      where n <> 0 order by 1, 2, 3, 4`.execute(db)
  ).rows;

/** Rows of everything that commands write. */
const written = async ({ db }: TestDatabase) =>
  (
    await sql`select (select count(*) from people.person) as people,
      (select count(*) from people.v_collective) as collectives,
      (select count(*) from learning.v_session) as sessions,
      (select count(*) from record.statement) as statements,
      (select count(*) from plans.v_target) as targets,
      (select count(*) from accounts.v_account) as accounts,
      (select count(*) from ground.audit) as audited`.execute(db)
  ).rows[0];

const figure = (page: PlanPage, subject: string) => {
  const found = page.figures.find((f) => f.subject === subject);
  if (!found) throw new Error(subject);
  return found;
};

test('the whole of it: people, figures and targets as promised', async () => {
  expect(await written(full)).toMatchObject({ collectives: 412, accounts: signIns.length });
  const page = await planPage(full.ctx(), { unit: '16681' });
  const citizens = figure(page, 'citizens');
  expect(citizens.reached / citizens.of).toBeGreaterThan(0.4);
  expect(citizens.reached / citizens.of).toBeLessThan(0.45);
  const families = figure(page, 'families');
  expect(families.reached / families.of).toBeGreaterThan(0.35);
  expect(families.reached / families.of).toBeLessThan(0.5);
  expect(figure(page, 'communities').reached).toBeGreaterThanOrEqual(4);
  expect(figure(page, 'communities').reached).toBeLessThanOrEqual(6);
  expect(figure(page, 'clans').reached).toBeGreaterThan(2);
  expect(figure(page, 'clans').reached).toBeLessThan(9);
  const ahead = page.below.filter((u) => u.reached >= (u.planned ?? 0)).length;
  expect(ahead).toBeGreaterThanOrEqual(4);
  expect(ahead).toBeLessThanOrEqual(9);
  for (const unit of ['VN', '40', '16681', '16681.03'])
    expect(figure(await planPage(full.ctx(), { unit }), 'citizens').planned).toBeGreaterThan(0);
  expect(page.ofMonth.skills_shown).toBeGreaterThan(100);
});

test('every figure of it equals the log', async () => {
  expect((await recount(full.ctx())).differences).toEqual([]);
});

test('asked for again it adds nothing', async () => {
  const before = [await written(full), await tally(full)];
  await buildDemo(full.ctx(undefined, new Date(testNow.getTime() + 86_400_000)), { size: 'full' });
  expect([await written(full), await tally(full)]).toEqual(before);
});

test('every sign-in opens, with the roles it is listed with', async () => {
  const auth = createAuth({ db: full.db, secret: await authSecret(full.db) });
  for (const { username, roles } of signIns) {
    const typed = { username, password: DEMO_PASSWORD, secure: false };
    const { actor } = await signIn(full.ctx(nobody), auth, typed);
    expect(actor.roles).toHaveLength(roles.length);
    expect(actor.roles).toEqual(expect.arrayContaining([...roles]));
    if (username !== 'nguoidan.hoa') continue;
    const home = await learnerHome(full.ctx(actor));
    expect(home.counted.length).toBe(14);
    const adults = home.family?.members.filter((m) => m.adult) ?? [];
    const lacking =
      adults.length * (home.family?.share ?? 0) - adults.filter((m) => m.reached).length;
    expect(lacking).toBe(1);
  }
});

test('built twice it comes to the same, even if the first time was broken off', async () => {
  const [straight, broken] = others as [TestDatabase, TestDatabase];
  const pullThePlug: Progress = (stage, done) => {
    if (stage === 'sessions' && done > 60) throw new Error('the power went');
  };
  const small = (ctx: Ctx) => buildDemo(ctx, { size: 'small' });
  const failing = buildDemo(broken.ctx(), { size: 'small', progress: pullThePlug });
  await Promise.all([small(straight.ctx()), expect(failing).rejects.toThrow('the power went')]);
  await small(broken.ctx(undefined, new Date(testNow.getTime() + 3 * 86_400_000)));
  expect(await tally(broken)).toEqual(await tally(straight));
  expect((await recount(broken.ctx())).differences).toEqual([]);
  const { audited: _, ...rows } = (await written(straight)) as Record<string, number>;
  expect(await written(broken)).toMatchObject(rows);
}, 60_000);

test('it is not built among real people', async () => {
  const real = others[2] as TestDatabase;
  await registerFamily(real.ctx(system('test')), {
    id: newId(),
    unit: '16681.03',
    members: [{ name: 'Lê Thị Thật', birthYear: 1970, agreed: true }],
    consent: { wording: 'w1', way: 'spoken' },
  });
  const before = await written(real);
  await expect(buildDemo(real.ctx(), { size: 'small' })).rejects.toThrow('đã có người thật');
  expect(await written(real)).toEqual(before);
});
