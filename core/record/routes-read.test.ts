import { newId } from '@suotdoi/core/ground';
import { type Statement, verbs } from '@suotdoi/core/record/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, caller, idsOf, type Machines, machines } from './machine.fixture.ts';

let m: Machines;
let http: ReturnType<typeof caller>;

beforeAll(async () => {
  m = await machines();
  http = caller(m.app);
});
afterAll(() => m.close());

test('a machine voids what it or its unit wrote; the voided is found only as such', async () => {
  const mine = act(m.known, m.village);
  await http.post(m.inCommune, mine);
  const object = { objectType: 'StatementRef', id: mine.id };
  const voiding = act(m.known, undefined, { verb: { id: verbs.voided }, object });
  const foreign = await http.post(m.elsewhere, voiding);
  expect([foreign.statusCode, foreign.json()]).toEqual([403, { error: 'record.foreign_void' }]);
  expect((await http.get(m.inCommune, { voidedStatementId: mine.id })).statusCode).toBe(404);
  expect((await http.post(m.inCommune, voiding)).statusCode).toBe(200);
  expect((await http.get(m.inCommune, { statementId: mine.id })).statusCode).toBe(404);
  expect((await http.get(m.inCommune, { voidedStatementId: mine.id })).json()).toMatchObject(mine);
  expect((await http.get(m.inCommune, { statementId: voiding.id })).statusCode).toBe(200);
  expect(idsOf(await http.get(m.inCommune, { limit: '1' }))).toEqual([voiding.id]);
});

test('a list is filtered, ordered by when it was received, and goes on by its link', async () => {
  const registration = newId();
  const actor = { mbox: 'mailto:binh@hoc.example', name: 'Bình' };
  const sent: string[] = [];
  for (let i = 0; i < 7; i++) {
    const context = { registration };
    const verb = { id: i % 2 ? verbs.completed : verbs.passed };
    const answer = await http.post(m.inCommune, [
      act(m.known, undefined, { actor, context, verb }),
    ]);
    sent.push(...answer.json<string[]>());
  }
  const newest = sent.toReversed();
  expect(idsOf(await http.get(m.inCommune, { registration }))).toEqual(newest);
  const agent = JSON.stringify({ mbox: actor.mbox });
  expect(idsOf(await http.get(m.inCommune, { agent, ascending: 'true' }))).toEqual(sent);
  expect(idsOf(await http.get(m.inCommune, { agent, verb: verbs.completed }))).toHaveLength(3);
  const activity = 'https://hoc.example/bai/1';
  expect(idsOf(await http.get(m.inCommune, { agent, activity, limit: '2' }))).toEqual(
    newest.slice(0, 2),
  );
  const { stored } = (
    await http.get(m.inCommune, { statementId: String(sent[3]) })
  ).json<Statement>();
  const later = { registration, since: String(stored) };
  expect(idsOf(await http.get(m.inCommune, later))).toEqual(newest.slice(0, 3));
  expect(idsOf(await http.get(m.inCommune, { registration, until: String(stored) }))).toHaveLength(
    4,
  );

  const found: string[] = [];
  let page = await http.get(m.inCommune, { registration, limit: '3' });
  for (;;) {
    found.push(...idsOf(page));
    const { more } = page.json<{ more: string }>();
    if (more === '') break;
    page = await http.call(m.inCommune, { url: more });
  }
  expect(found).toEqual(newest);
});

test('what is asked wrongly is refused by name', async () => {
  const wrong: [Record<string, string>, string][] = [
    [{ agents: '{}' }, 'agents'],
    [{ agent: '{"mbox":1}' }, 'agent'],
    [{ agent: '{' }, 'agent'],
    [{ verb: 'passed' }, 'verb'],
    [{ since: 'hôm qua' }, 'since'],
    [{ limit: '-1' }, 'limit'],
    [{ format: 'khác' }, 'format'],
    [{ related_agents: '1' }, 'related_agents'],
    [{ agent: '{"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]}' }, 'agent'],
    [{ statementId: 'x' }, 'statementId'],
    [{ statementId: newId(), verb: verbs.passed }, 'verb'],
    [{ statementId: newId(), voidedStatementId: newId() }, 'statementId'],
    [{ more: 'x' }, 'more'],
    [{ more: Buffer.from('{"told":{},"after":null}').toString('base64url') }, 'more'],
  ];
  for (const [query, path] of wrong) {
    const answer = await http.get(m.inCommune, query);
    expect([answer.statusCode, answer.json().path]).toEqual([400, path]);
  }
  expect((await http.get(m.inCommune, { statementId: newId() })).statusCode).toBe(404);
  expect((await http.call(m.inCommune, { url: '/xapi/khac' })).statusCode).toBe(404);
});
