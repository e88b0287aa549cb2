import { type AccountActor, isSignedBy, newId, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { foldRound } from '@suotdoi/core/standing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePeriod, closingsPage, planPage, setTargets } from './index.ts';

let t: TestDatabase;
const unit = '16681';
const officer: AccountActor = {
  kind: 'account',
  id: newId(),
  name: 'Trần Văn Lộc',
  username: 'loc',
  roles: [{ role: 'commune_officer', unit }],
  person: null,
};
const me = () => t.ctx(officer);
const refused = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.unreachable('let through'),
    (no) => (no instanceof Refusal ? no : Promise.reject(no)),
  );

/** A family of two, registered in September. */
async function family(): Promise<void> {
  const september = t.ctx(undefined, new Date('2026-09-10T03:00:00Z'));
  const members = [1, 2].map((i) => {
    return { name: `Nguyễn Thị ${newId().slice(-6)}`, birthYear: 1958 + i, agreed: true };
  });
  const consent = { wording: 'w1', way: 'spoken' };
  await registerFamily(september, { id: newId(), unit: `${unit}.03`, members, consent });
  while ((await foldRound(september)) > 0);
}

beforeAll(async () => {
  t = await testDatabase();
  await family();
  const byMonth = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2];
  await setTargets(me(), { unit, subject: 'citizens', year: 2026, byMonth });
});
afterAll(() => t?.close());

const period = async (which: string) => {
  const { periods } = await closingsPage(me(), { unit, year: 2026 });
  return periods.find((one) => one.period === which);
};

test('a period that is not over cannot be closed', async () => {
  for (const which of ['2026-10', '2026-Q4', '2026', '2027-01']) {
    const no = await refused(closePeriod(me(), { unit, period: which }));
    expect(no.code).toBe('plans.period_not_over');
  }
  expect((await refused(closePeriod(me(), { unit, period: '2026-13' }))).kind).toBe('invalid');
});

test('a closed month keeps its figures, with who signed and a signature that holds', async () => {
  await closePeriod(me(), { unit, period: '2026-09' });
  const [closing] = (await period('2026-09'))?.closings ?? [];
  expect(closing).toMatchObject({
    number: 1,
    signed: 'own',
    body: {
      unit,
      closedBy: { name: 'Trần Văn Lộc' },
      figures: { stocks: { citizens: 2, families: 1 }, planned: { citizens: 1 } },
    },
  });
  const { publicKey, text, signature } = closing ?? { publicKey: '', text: '', signature: '' };
  expect(isSignedBy(publicKey, text, signature)).toBe(true);
  expect(isSignedBy(publicKey, text.replace('"citizens":2', '"citizens":3'), signature)).toBe(
    false,
  );
});

test('what comes late stands beside the closed figure, never in it', async () => {
  await family();
  const state = await period('2026-09');
  expect(state?.closings[0]?.body?.figures.stocks.citizens).toBe(2);
  expect(state?.now.stocks.citizens).toBe(4);
  const [citizens] = (await planPage(me(), { unit })).figures;
  expect(citizens?.months[8]).toMatchObject({ closed: 0, actual: 0 });
  expect(citizens?.months[7]?.closed).toBeNull();
});

test('a closed period is not closed again; an amendment gives its reason and stands beside it', async () => {
  const again = await refused(closePeriod(me(), { unit, period: '2026-09' }));
  expect(again.code).toBe('plans.already_closed');
  await closePeriod(me(), { unit, period: '2026-09', reason: 'Xóm 3 gửi sổ giấy muộn' });
  const closings = (await period('2026-09'))?.closings ?? [];
  expect(closings.map(({ number, body }) => [number, body?.figures.stocks.citizens])).toEqual([
    [2, 4],
    [1, 2],
  ]);
});

test('the target of a closed month is written no more, that of an open one is', async () => {
  const about = { unit, subject: 'citizens', year: 2026 };
  const no = await refused(
    setTargets(me(), { ...about, byMonth: [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2] }),
  );
  expect(no.faults).toEqual([{ path: 'byMonth.8', code: 'plans.month_closed' }]);
  await setTargets(me(), { ...about, byMonth: [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2] });
  await closePeriod(me(), { unit, period: '2026-Q2' });
  const closed = await refused(
    setTargets(me(), { ...about, byMonth: [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2] }),
  );
  expect(closed.faults.map(({ path }) => path)).toEqual(['byMonth.4', 'byMonth.5']);
});

test('figures changed in the database by hand are not shown as signed', async () => {
  await sql`update plans.closing set body = replace(body, '"citizens":2', '"citizens":9')
    where unit = ${unit} and number = 1`.execute(t.db);
  const closings = (await period('2026-09'))?.closings ?? [];
  expect(closings.find(({ number }) => number === 1)).toMatchObject({
    signed: 'broken',
    body: null,
  });
  expect((await planPage(me(), { unit })).figures[0]?.months[8]?.closed).toBe(0);
});

test('without the key of the node nothing is closed', async () => {
  const { key: _, ...bare } = me();
  const no = await refused(closePeriod(bare, { unit, period: '2026-08' }));
  expect(no.code).toBe('plans.no_key');
});
