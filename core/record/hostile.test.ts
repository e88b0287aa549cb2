import { newId } from '@suotdoi/core/ground';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutate, mutation, samples } from './hostile.fixture.ts';
import { act, caller, headers, type Machines, machines } from './machine.fixture.ts';

let m: Machines;
let http: ReturnType<typeof caller>;

beforeAll(async () => {
  m = await machines();
  http = caller(m.app);
});
afterAll(() => m.close());

/** Hundreds of requests, on a slow machine too. */
const long = { timeout: 120_000 };

test(
  'a statement changed at random is taken or refused in words, and never breaks the server',
  long,
  async () => {
    const answers = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(samples) as (keyof typeof samples)[])),
        fc.array(mutation, { maxLength: 3 }),
        async (kind, mutations) => {
          const good = act(m.known, m.village);
          const changed = mutations.reduce(mutate, samples[kind](m.village));
          const answer = await http.post(m.inCommune, [good, changed as object]);
          answers.set(answer.statusCode, (answers.get(answer.statusCode) ?? 0) + 1);
          expect([200, 400, 403, 409]).toContain(answer.statusCode);
          if (answer.statusCode !== 200) expect(answer.json().error).toMatch(/^record\./);
          for (const id of answer.statusCode === 200 ? answer.json<string[]>() : []) {
            const read = await http.get(m.inCommune, { statementId: id });
            expect(read.json().id).toBe(id);
          }
          const kept = await http.get(m.inCommune, { statementId: good.id });
          expect(kept.statusCode).toBe(answer.statusCode === 200 ? 200 : 404);
        },
      ),
      { numRuns: 320 },
    );
    expect(answers.get(200)).toBeGreaterThan(30);
    expect(answers.get(400)).toBeGreaterThan(30);
  },
);

test('a body that is no statement at all is refused in words', async () => {
  const raw = (payload: string | Buffer, type = 'application/json') =>
    m.app.inject({
      method: 'POST',
      url: '/xapi/statements',
      payload,
      headers: { ...headers(m.inCommune), 'content-type': type },
    });
  const open = '[';
  const deep = { extensions: { 'x:y': JSON.parse(`${open.repeat(100)}${']'.repeat(100)}`) } };
  const bodies: [string | Buffer, number][] = [
    ['', 400],
    ['{', 400],
    ['null', 400],
    ['"x"', 400],
    ['[]', 400],
    ['[1]', 400],
    [Buffer.from('{"id":"\xff"}', 'latin1'), 400],
    [`${open.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    [JSON.stringify(act(m.known, undefined, { context: deep })), 400],
    [
      JSON.stringify(act(m.known)).replace(
        '"timestamp"',
        '"result":{"score":{"raw":1e999}},"timestamp"',
      ),
      400,
    ],
    [`"${'x'.repeat(6_000_000)}"`, 413],
    [JSON.stringify(Array(100_000).fill(1)), 400],
  ];
  for (const [body, status] of bodies) {
    const answer = await raw(body);
    expect([body.slice(0, 40).toString(), answer.statusCode]).toEqual([
      body.slice(0, 40).toString(),
      status,
    ]);
    expect(answer.json().error).toMatch(/^record\./);
  }
  expect((await raw('{}', 'text/plain')).json()).toEqual({ error: 'record.only_json' });
  expect((await raw('{}', 'multipart/mixed; boundary=x')).json().error).toBe(
    'record.bad_multipart',
  );
  expect((await raw('{}', 'application/json; charset=utf-8')).statusCode).toBe(400);
});

test('questions made at random are answered or refused in words', long, async () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('{}', '0', '1e9', '\0', '%00', newId()));
  const names = ['agent', 'verb', 'activity', 'registration', 'since', 'until', 'limit', 'more'];
  const query = fc.dictionary(fc.constantFrom(...names, 'statementId', 'x'), value);
  await fc.assert(
    fc.asyncProperty(query, async (query) => {
      const answer = await http.get(m.inCommune, query);
      expect([200, 400, 404]).toContain(answer.statusCode);
    }),
    { numRuns: 200 },
  );
});
