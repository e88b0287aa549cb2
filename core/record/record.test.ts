import { change, newId, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase, testNow } from '@suotdoi/core/ground/test';
import { recordStatements, takeDirty, touchPeople } from '@suotdoi/core/record';
import {
  attended,
  demonstrated,
  type Mode,
  type Statement,
  taught,
  voids,
} from '@suotdoi/core/record/model';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let home: TestDatabase;
const shard = '10105';

beforeAll(async () => {
  home = await testDatabase();
});
afterAll(() => home.close());
beforeEach(async () => {
  await sql`truncate record.statement, record.statement_key, record.void, record.dirty,
    record.dirty_void`.execute(home.db);
});

function shown(person = newId(), mode: Mode = 'alone', at = testNow): Statement {
  return demonstrated({
    id: newId(),
    person,
    skill: 'AT1',
    mode,
    session: newId(),
    unit: shard,
    at,
    helper: { account: 'hoa' },
    sharedDevice: true,
    place: 'Nhà văn hoá thôn',
  });
}

function voiding(target: string): Statement {
  return voids({ id: newId(), target, by: { account: 'hoa' }, unit: shard, at: testNow });
}

const send = (...statements: Statement[]) =>
  recordStatements(
    home.ctx(),
    statements.map((statement) => ({ shard, statement })),
  );

const kept = () =>
  home.db.selectFrom('record.v_statement').selectAll().orderBy('received').execute();

const voidedBy = async (id: string) =>
  (
    await home.db
      .selectFrom('record.v_statement')
      .select('voided_by')
      .where('id', '=', id)
      .executeTakeFirst()
  )?.voided_by;

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => error as Refusal,
  );

test('an act is kept word for word, with what is searched beside it', async () => {
  const person = newId();
  const statement = shown(person);
  expect(await send(statement)).toEqual({ stored: [statement.id], already: [] });
  const [row] = await kept();
  expect(row).toMatchObject({
    shard,
    id: statement.id,
    person,
    agent: null,
    verb: 'https://suotdoi.vn/xapi/verbs/demonstrated',
    object: 'https://suotdoi.vn/xapi/skills/AT1',
    grade: 'alone',
    unit: shard,
    registration: statement.context?.registration,
    happened: testNow,
    received: testNow,
    client: 'system:test',
    voided_by: null,
  });
  expect(row?.body).toEqual({
    ...statement,
    stored: testNow.toISOString(),
    authority: {
      objectType: 'Agent',
      account: { homePage: 'https://suotdoi.vn/programs', name: 'test' },
    },
    version: '2.0.0',
  });
});

test('presence and teaching are acts without a grade, of the learner and of the teacher', async () => {
  const session = newId();
  const person = newId();
  const act = { session, unit: shard, at: testNow, minutes: 60 };
  await send(
    attended({ ...act, id: newId(), person, helper: { account: 'hoa' } }),
    taught({ ...act, id: newId(), by: { account: 'hoa' } }),
  );
  const rows = await kept();
  expect(rows.map(({ grade, registration }) => [grade, registration])).toEqual([
    [null, session],
    [null, session],
  ]);
  expect(rows.map((row) => row.person ?? row.agent).sort()).toEqual(
    [person, 'https://suotdoi.vn/accounts hoa'].sort(),
  );
});

test('sending the same act twice is harmless, in whatever order its parts are written', async () => {
  const statement = shown();
  const turned = Object.fromEntries(Object.entries(statement).reverse()) as Statement;
  await send(statement);
  expect(await send(turned)).toEqual({ stored: [], already: [statement.id] });
  expect(await send(statement, shown(), statement)).toMatchObject({ already: [statement.id] });
  expect(await kept()).toHaveLength(2);
});

test('an identifier that is taken by other content refuses the whole batch', async () => {
  const first = shown();
  await send(first);
  const other = { ...shown(), id: first.id };
  const no = await refusal(send(shown(), other, shown()));
  expect(no).toMatchObject({
    kind: 'conflict',
    code: 'record.same_id_other_content',
    values: { id: first.id },
  });
  expect(await kept()).toHaveLength(1);
  const twins = await refusal(send(first, { ...first, timestamp: '2026-01-01T00:00:00Z' }));
  expect(twins).toBeInstanceOf(Refusal);
});

test('an act never happened later than it was received', async () => {
  const ahead = shown(newId(), 'alone', new Date('2031-01-01T00:00:00Z'));
  const before = shown(newId(), 'alone', new Date('2026-05-05T05:05:05Z'));
  await send(ahead, before);
  const times = new Map((await kept()).map((row) => [row.id, row.happened]));
  expect(times.get(ahead.id)).toEqual(testNow);
  expect(times.get(before.id)).toEqual(new Date('2026-05-05T05:05:05Z'));
});

test('a skill shown before nobody has no grade', async () => {
  const { context, ...rest } = shown();
  const { instructor: _none, ...alone } = context ?? {};
  await send({ ...rest, context: alone });
  expect((await kept())[0]?.grade).toBeNull();
});

test('a voided act stays in the record and says what voided it', async () => {
  const act = shown();
  const void1 = voiding(act.id);
  await send(act);
  await send(void1);
  expect(await voidedBy(act.id)).toBe(void1.id);
  await send(voiding(act.id));
  expect(await voidedBy(act.id)).toBe(void1.id);
  expect(await kept()).toHaveLength(3);
});

test('a void that comes before its act takes effect when the act comes', async () => {
  const act = shown();
  const early = voiding(act.id);
  await send(early);
  await send(act);
  expect(await voidedBy(act.id)).toBe(early.id);
});

test('a void cannot be voided, whichever comes first', async () => {
  for (const lateFirst of [false, true]) {
    const act = shown();
    const mistake = voiding(act.id);
    const undo = voiding(mistake.id);
    await send(act);
    for (const one of lateFirst ? [undo, mistake] : [mistake, undo]) await send(one);
    expect(await voidedBy(act.id)).toBe(mistake.id);
    expect(await voidedBy(mistake.id)).toBeNull();
  }
});

test('nothing is kept when the change around it fails', async () => {
  const work = change(home.ctx(), async (ctx) => {
    await recordStatements(ctx, [{ shard, statement: shown() }]);
    await touchPeople(ctx, [{ shard, person: newId() }]);
    throw new Error('lost');
  });
  await expect(work).rejects.toThrow('lost');
  expect(await kept()).toHaveLength(0);
  expect(await takeDirty(home.ctx(), 100)).toEqual([]);
});

test('two that send the same new act at once both succeed, and it is kept once', async () => {
  const statements = Array.from({ length: 50 }, () => shown());
  const answers = await Promise.all([send(...statements), send(...statements.toReversed())]);
  expect(answers.flatMap(({ stored }) => stored)).toHaveLength(50);
  expect(answers.flatMap(({ already }) => already)).toHaveLength(50);
  expect(await kept()).toHaveLength(50);
});
