import { newId } from '@suotdoi/core/ground';
import { exportLines, importLines, type RefusedLine } from '@suotdoi/core/record';
import { type Statement, verbs } from '@suotdoi/core/record/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from './lines.ts';
import { act, caller, type Machines, machines } from './machine.fixture.ts';

let m: Machines;
let http: ReturnType<typeof caller>;
beforeAll(async () => {
  m = await machines();
  http = caller(m.app);
});
afterAll(() => m.close());

const ndjson = { 'content-type': 'application/x-ndjson' };
const textOf = (...lines: (object | string)[]) =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
const bring = (payload: string, query: Record<string, string> = {}) =>
  http.call(m.inCommune, {
    ...{ method: 'POST', url: '/xapi/statements/import', headers: ndjson, payload, query },
  });

test('a stream is cut into lines wherever its pieces end', async () => {
  const pieces = ['{"a', '":1}\n{"b":2}\r\n', '\n\n', 'x'.repeat(30), 'y\n', 'cuối'];
  const source = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece);
  })();
  const found: [number, string | undefined][] = [];
  for await (const { number, text } of linesOf(source, 20)) found.push([number, text?.toString()]);
  expect(found).toEqual([
    [1, '{"a":1}'],
    [2, '{"b":2}\r'],
    [5, undefined],
    [6, 'cuối'],
  ]);
});

test('a file of lines is taken line by line, twice the same, and each refusal is told of', async () => {
  const good = Array.from({ length: 600 }, () => act(m.known, m.village));
  const taken = act(m.known, m.village);
  await http.post(m.inCommune, taken);
  const lines = [
    ...good.slice(0, 300),
    '{',
    { ...act(m.known), verb: { id: 'x' } },
    act(m.known, m.otherVillage),
    { ...taken, verb: { id: verbs.passed } },
    ...good.slice(300),
  ];
  const first = await bring(textOf(...lines));
  expect(first.json()).toEqual({
    ...{ lines: 604, stored: 600, already: 0, refused: 4 },
    refusedLines: [
      { line: 301, code: 'record.not_json', error: 'record.not_json' },
      { line: 302, code: 'record.not_iri', error: 'record.not_iri', path: '$.verb.id' },
      expect.objectContaining({ line: 303, code: 'record.foreign_unit' }),
      expect.objectContaining({ line: 304, code: 'record.same_id_other_content' }),
    ],
  });
  const again = (await bring(textOf(...lines), { from: '305' })).json();
  expect(again).toMatchObject({ lines: 604, stored: 0, already: 300, refused: 0 });
});

test('what is carried out comes in the order of storing, goes on after a line, and comes in elsewhere', async () => {
  m.clock += 10_000;
  const url = '/xapi/statements/export';
  const all = await http.call(m.inCommune, { url });
  expect(all.headers['content-type']).toContain('application/x-ndjson');
  const statements = all.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Statement);
  expect(statements).toHaveLength(601);
  const stored = statements.map((one) => String(one.stored));
  expect(stored).toEqual(stored.toSorted());
  const middle = statements[400]?.id ?? '';
  const rest = await http.call(m.inCommune, { url, query: { after: middle } });
  expect(rest.body.trimEnd().split('\n')).toHaveLength(200);
  const unknown = await http.call(m.inCommune, { url, query: { after: newId() } });
  expect(unknown.statusCode).toBe(404);
  expect((await http.call(m.elsewhere, { url })).body).toBe('');

  const other = await machines();
  const refused: RefusedLine[] = [];
  const source = exportLines({ ...m.home.ctx(), now: new Date(m.clock) }, {});
  const bytes = (async function* () {
    for await (const line of source) yield Buffer.from(line);
  })();
  const done = await importLines(other.home.ctx(), bytes, {
    shardOf: async () => new Map(),
    onRefused: (line) => refused.push(line),
  });
  expect([done.stored, refused]).toEqual([601, []]);
  await other.close();
});

test('of people, only who may see and write the record of the nation carry it in and out', async () => {
  const lan = (role: 'commune_officer' | 'national_officer', unit: string) =>
    m.home.ctx({
      ...{ kind: 'account', id: 'lan', name: 'Lan', username: 'lan', person: null },
      roles: [{ role, unit }],
    });
  const here = lan('commune_officer', m.commune);
  await expect(exportLines(here, {}).next()).rejects.toMatchObject({ kind: 'forbidden' });
  const nothing = (async function* () {})();
  const how = { shardOf: async () => new Map<string, string>(), onRefused: () => undefined };
  await expect(importLines(here, nothing, how)).rejects.toMatchObject({ kind: 'forbidden' });
  const far = await exportLines(lan('national_officer', 'VN'), {}).next();
  expect(far.done).toBeDefined();
});

test('only lines are taken, and only from who may write', async () => {
  const told = { method: 'POST', url: '/xapi/statements/import', payload: {} } as const;
  expect((await http.call(m.inCommune, told)).json().error).toBe('record.only_lines');
  expect((await bring('', { from: 'x' })).statusCode).toBe(400);
  expect((await bring('')).json()).toMatchObject({ lines: 0, stored: 0 });
});
