import { newId } from '@suotdoi/core/ground';
import { testNow } from '@suotdoi/core/ground/test';
import { recordStatements, statementById } from '@suotdoi/core/record';
import { demonstrated, extensions } from '@suotdoi/core/record/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, caller, headers, idsOf, type Machines, machines } from './machine.fixture.ts';

let m: Machines;
let http: ReturnType<typeof caller>;

beforeAll(async () => {
  m = await machines();
  http = caller(m.app);
});
afterAll(() => m.close());

test('anybody may ask which versions are spoken here', async () => {
  const answer = await m.app.inject('/xapi/about');
  expect(answer.json()).toEqual({ version: ['1.0.3', '2.0.0'] });
  expect(answer.headers['x-experience-api-version']).toBe('2.0.0');
});

test('a request says its version and comes with credentials that hold', async () => {
  const url = '/xapi/statements';
  const { 'x-experience-api-version': version, authorization } = headers(m.inCommune);
  const as = (headers: Record<string, string>) => m.app.inject({ url, headers });
  expect((await as({ authorization })).statusCode).toBe(400);
  const old = await as({ authorization, 'x-experience-api-version': '0.95' });
  expect(old.json()).toEqual({ error: 'record.version_needed' });
  const bare = await as({ 'x-experience-api-version': version });
  expect(bare.statusCode).toBe(401);
  expect(bare.headers['www-authenticate']).toContain('Basic');
  for (const wrong of ['x', '', `${m.inCommune.secret}x`, m.elsewhere.secret]) {
    expect((await http.get({ key: m.inCommune.key, secret: wrong }, {})).statusCode).toBe(401);
  }
  for (const key of ['', 'a:b', '\0', "' or 1=1", 'x'.repeat(9000)]) {
    expect((await http.get({ key, secret: m.inCommune.secret }, {})).statusCode).toBe(401);
  }
  expect((await http.get(m.inCommune, {})).statusCode).toBe(200);
});

test('a statement that comes in is given what the standard says, and is read back so', async () => {
  const { id: _none, timestamp: _when, ...bare } = act(m.known, m.village);
  const sent = await http.post(m.inCommune, bare);
  expect(sent.statusCode).toBe(200);
  const [id] = sent.json<string[]>();
  const now = new Date(m.clock).toISOString();
  const read = await http.get(m.inCommune, { statementId: String(id) });
  expect(read.json()).toMatchObject({
    ...bare,
    id,
    timestamp: now,
    stored: now,
    version: '2.0.0',
    authority: { account: { homePage: 'https://suotdoi.vn/clients' } },
  });
  expect(read.headers['last-modified']).toBe(new Date(now).toUTCString());
  const through = Date.parse(String(read.headers['x-experience-api-consistent-through']));
  expect(through).toBeLessThanOrEqual(m.clock);
});

test('an act of a person known here is kept with that person; any other is nobody’s', async () => {
  const stranger = { account: { homePage: 'https://suotdoi.vn/people', name: newId() } };
  const acts = [
    act(m.known, m.village),
    act(m.known, m.village, { actor: stranger }),
    act(m.known, undefined, { actor: { mbox: 'mailto:an@hoc.example' } }),
  ];
  expect((await http.post(m.inCommune, acts)).json()).toEqual(acts.map(({ id }) => id));
  const views = await Promise.all(acts.map(({ id }) => statementById(m.home.ctx(), id)));
  expect(views.map(({ shard, person }) => [shard, person])).toEqual([
    ['10105', m.known],
    ['00000', stranger.account.name],
    ['00000', null],
  ]);
});

test('whatever a tool calls its people, they are kept and found again', async () => {
  for (const name of ['một\nhai', 'x'.repeat(3000), '\t', '\\N']) {
    const actor = { account: { homePage: 'https://hoc.example', name } };
    const sent = act(m.known, undefined, { actor });
    expect((await http.post(m.inCommune, sent)).statusCode).toBe(200);
    const found = await http.get(m.inCommune, { agent: JSON.stringify(actor) });
    expect(idsOf(found)).toEqual([sent.id]);
    expect(found.json().statements[0].actor).toEqual(actor);
  }
});

test('a moment that no calendar has is refused', async () => {
  for (const timestamp of ['2026-02-30T08:00:00Z', '2026-13-01T08:00:00Z', '2026-01-01T25:00Z']) {
    const answer = await http.post(m.inCommune, act(m.known, undefined, { timestamp }));
    expect(answer.json()).toEqual({ error: 'record.not_timestamp', path: '$.timestamp' });
  }
  const leap = act(m.known, undefined, { timestamp: '2028-02-29T23:30:00-05' });
  expect((await http.post(m.inCommune, leap)).statusCode).toBe(200);
});

test('PUT keeps one statement under the name in its address, twice the same', async () => {
  const { id, ...rest } = act(m.known, m.village);
  expect((await http.put(m.inCommune, id, rest)).statusCode).toBe(204);
  expect((await http.put(m.inCommune, id.toUpperCase(), { ...rest, id })).statusCode).toBe(204);
  expect((await http.put(m.inCommune, id, act(m.known, m.village))).json()).toEqual({
    error: 'record.other_id',
    path: '$.id',
  });
  const other = await http.put(m.inCommune, id, {
    ...rest,
    timestamp: '2026-10-02T08:00:00+07:00',
  });
  expect(other.statusCode).toBe(409);
  expect((await http.put(m.inCommune, id, [rest])).statusCode).toBe(400);
  expect((await http.put(m.inCommune, 'một', rest)).statusCode).toBe(400);
});

test('a batch is kept whole or not at all', async () => {
  const good = act(m.known, m.village);
  const bad = await http.post(m.inCommune, [
    good,
    act(m.known, m.village, { verb: { id: 'làm' } }),
  ]);
  expect(bad.json()).toEqual({ error: 'record.not_iri', path: '$[1].verb.id' });
  expect((await http.post(m.inCommune, [good, act(m.known, m.otherVillage)])).statusCode).toBe(403);
  expect((await http.post(m.inCommune, [good, good])).json()).toEqual({
    error: 'record.same_id_twice',
    path: '$[1].id',
  });
  expect((await http.get(m.inCommune, { statementId: good.id })).statusCode).toBe(404);
  expect((await http.post(m.inCommune, Array(1001).fill(good))).statusCode).toBe(400);
});

test('a machine writes about its unit or no place, and reads its own and its unit’s', async () => {
  const path = `$.context.extensions["${extensions.unit}"]`;
  const foreign = await http.post(m.inCommune, act(m.known, m.otherVillage));
  expect(foreign.json()).toEqual({ error: 'record.foreign_unit', path });
  for (const strange of ['99999', 7, ['x']]) {
    const sent = act(m.known, undefined, {
      context: { extensions: { [extensions.unit]: strange } },
    });
    expect((await http.post(m.inCommune, sent)).statusCode).toBeLessThan(404);
  }
  const session = newId();
  const here = demonstrated({
    id: newId(),
    person: m.known,
    skill: 'AT1',
    mode: 'alone',
    session,
    unit: m.village,
    at: testNow,
    helper: { account: 'hoa' },
  });
  await recordStatements(m.home.ctx(), [{ shard: '10105', statement: here }]);
  const placeless = act(m.known, undefined);
  await http.post(m.elsewhere, placeless);
  expect((await http.get(m.inCommune, { statementId: here.id })).statusCode).toBe(200);
  expect((await http.get(m.elsewhere, { statementId: here.id })).statusCode).toBe(404);
  expect((await http.get(m.elsewhere, { statementId: placeless.id })).statusCode).toBe(200);
  expect((await http.get(m.inCommune, { statementId: placeless.id })).statusCode).toBe(404);
  expect(idsOf(await http.get(m.elsewhere, { registration: session }))).toEqual([]);
  expect(idsOf(await http.get(m.inCommune, { registration: session }))).toEqual([here.id]);
});
