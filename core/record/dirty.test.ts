import { change, newId, openDatabase } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase, testNow } from '@suotdoi/core/ground/test';
import { recordStatements, takeDirty, touchPeople } from '@suotdoi/core/record';
import { demonstrated, type Statement, voids } from '@suotdoi/core/record/model';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

let home: TestDatabase;
const shard = '10105';

beforeAll(async () => {
  home = await testDatabase();
});
afterAll(() => home.close());

function shown(person = newId()): Statement {
  return demonstrated({
    id: newId(),
    person,
    skill: 'AT1',
    mode: 'alone',
    session: newId(),
    unit: shard,
    at: testNow,
    helper: { account: 'hoa' },
  });
}

const send = (...statements: Statement[]) =>
  recordStatements(
    home.ctx(),
    statements.map((statement) => ({ shard, statement })),
  );

test('everybody whose acts came or were voided is on the dirty list once, and is taken off once', async () => {
  const [a, b, c] = [newId(), newId(), newId()];
  const first = shown(a);
  await send(first, shown(a), shown(b));
  await touchPeople(home.ctx(), [
    { shard, person: c },
    { shard, person: c },
  ]);
  const people = async () => (await takeDirty(home.ctx(), 100)).map(({ person }) => person).sort();
  expect(await people()).toEqual([a, b, c].sort());
  expect(await people()).toEqual([]);
  await send(first);
  expect(await people()).toEqual([]);
  await send(voids({ id: newId(), target: first.id, by: { account: 'hoa' }, at: testNow }));
  expect(await people()).toEqual([a]);
});

test('the fold is woken when acts are committed', async () => {
  const ear = new pg.Client({ connectionString: home.url });
  await ear.connect();
  try {
    const heard = new Promise((resolve) => ear.once('notification', resolve));
    await ear.query('listen suotdoi_fold');
    await send(shown());
    expect(await heard).toMatchObject({ channel: 'suotdoi_fold' });
  } finally {
    await ear.end();
  }
});

test('16 writers with delayed commits leave everybody dirty, however often the list is taken', async () => {
  await takeDirty(home.ctx(), 1000);
  const crowd = openDatabase(home.url, 20);
  const ctx = { ...home.ctx(), db: crowd.db };
  const people = Array.from({ length: 40 }, () => newId());
  const seen = new Map<string, number>();
  const acts = new Map<string, number>();
  let writing = 16;
  const writer = async (n: number) => {
    for (let round = 0; round < 4; round++) {
      const mine = people.filter((_, i) => (i + n + round) % 3 === 0);
      await change(ctx, async (ctx) => {
        const entries = mine.map((person) => ({ shard, statement: shown(person) }));
        await recordStatements(ctx, entries);
        await sql`select pg_sleep(${((n * 7 + round * 3) % 10) / 100})`.execute(ctx.db);
      });
      for (const person of mine) acts.set(person, (acts.get(person) ?? 0) + 1);
    }
    writing--;
  };
  /** As the fold does: takes the list, then counts what it can see, in one transaction. */
  const fold = () =>
    change(ctx, async (ctx) => {
      const due = (await takeDirty(ctx, 15)).map(({ person }) => person);
      if (due.length === 0) return 0;
      const rows = await sql<{ person: string; n: number }>`
        select person, count(*) as n from record.v_statement
        where person = any(${due}::uuid[]) group by person`.execute(ctx.db);
      for (const { person, n } of rows.rows) seen.set(person, n);
      return due.length;
    });
  const folding = (async () => {
    while (writing > 0) await fold();
    while ((await fold()) > 0);
  })();
  await Promise.all([folding, ...Array.from({ length: 16 }, (_, n) => writer(n))]);
  await crowd.close();
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(acts));
});
