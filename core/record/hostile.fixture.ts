import { newId } from '@suotdoi/core/ground';
import { testNow } from '@suotdoi/core/ground/test';
import { demonstrated, type Statement } from '@suotdoi/core/record/model';
import fc from 'fast-check';
import { act } from './machine.fixture.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const agent = { objectType: 'Agent', mbox: 'mailto:an@hoc.example', name: 'An' };
const group = { objectType: 'Group', member: [agent], name: 'Tổ 1' };
const lesson = {
  id: 'https://hoc.example/bai/2',
  definition: {
    name: { vi: 'Bài 2' },
    type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
    interactionType: 'choice',
    correctResponsesPattern: ['a'],
    choices: [{ id: 'a', description: { vi: 'Đúng' } }, { id: 'b' }],
    extensions: { 'https://hoc.example/them': { sâu: [null, 1.5] } },
  },
};
const picture = {
  usageType: 'https://hoc.example/anh',
  display: { vi: 'Ảnh' },
  contentType: 'image/png',
  length: 12,
  sha2: 'a'.repeat(64),
  fileUrl: 'https://hoc.example/anh.png',
};

/** Everything the standard has a place for, once. */
function whole(village: string): Json {
  const told = {
    actor: { objectType: 'Group', account: { homePage: 'https://hoc.example', name: 'to-1' } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/passed', display: { 'vi-VN': 'đạt' } },
    object: lesson,
    result: {
      score: { scaled: 0.5, raw: 5, min: 0, max: 10 },
      success: true,
      completion: true,
      response: 'a',
      duration: 'PT1M30.5S',
    },
    context: {
      registration: newId(),
      instructor: agent,
      team: group,
      contextActivities: { parent: [lesson], other: { id: 'https://hoc.example' } },
      contextAgents: [{ objectType: 'contextAgent', agent, relevantTypes: ['https://a.example'] }],
      revision: '1',
      platform: 'web',
      language: 'vi',
      statement: { objectType: 'StatementRef', id: newId() },
      extensions: { 'https://suotdoi.vn/xapi/extensions/unit': village },
    },
    timestamp: '2026-10-01T08:00:00.123+07:00',
    attachments: [picture],
  };
  // Each sample has parts of its own, so that a change does not reach the next one.
  return JSON.parse(JSON.stringify({ ...told, id: newId(), version: '2.0.0', authority: agent }));
}

function nested(village: string): Json {
  const {
    id: _id,
    version: _v,
    authority: _a,
    ...told
  } = whole(village) as { [key: string]: Json };
  return { ...(whole(village) as object), object: { ...told, objectType: 'SubStatement' } } as Json;
}

function ours(village: string): Json {
  const shown: Statement = demonstrated({
    id: newId(),
    person: newId(),
    skill: 'AT1',
    mode: 'helped',
    session: newId(),
    unit: village,
    at: testNow,
    helper: { account: 'hoa' },
    witness: { person: newId() },
  });
  return shown as unknown as Json;
}

function voiding(village: string): Json {
  const object = { objectType: 'StatementRef', id: newId() };
  const verb = { id: 'http://adlnet.gov/expapi/verbs/voided' };
  return act(newId(), village, { verb, object }) as unknown as Json;
}

type Holder = { [key: string]: Json };

interface Place {
  readonly holder: Holder;
  readonly key: string;
}

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(value).flatMap((key) => [{ holder, key }, ...placesIn(holder[key] as Json)]);
}

/** Values that programs trip over. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.string({ unit: 'binary' }),
  fc.constantFrom<Json>(
    null,
    '',
    '\0',
    '\ud800',
    -0,
    1e308,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[[]]],
    'mailto:',
    'x:y',
    'http://adlnet.gov/expapi/verbs/voided',
    'Agent',
    'Group',
    'StatementRef',
    'SubStatement',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999-14:00',
    '2026-02-30T00:00:00Z',
    '2026-01-01T00:00:00+99:99',
    'P',
    'P1Y2M3DT4H5M6.7S',
    '00000000-0000-0000-0000-000000000000',
    `https://hoc.example/${'ờ'.repeat(9000)}`,
    { 'https://hoc.example': null },
    { objectType: 'Group', member: [] },
  ),
);

/** One change of a statement: what is done at the place that `at` falls on. */
export const mutation = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('set', 'drop', 'add', 'rename', 'swap'),
  value: odd,
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'id', 'objectType', '')),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

export function mutate(statement: Json, { at, how, value, key }: Mutation): Json {
  const places = placesIn(statement);
  const place = places[at % places.length];
  const other = places[(at * 31 + 7) % places.length];
  if (!place || !other) return statement;
  const holder = place.holder;
  if (how === 'set') put(holder, place.key, value);
  if (how === 'drop' || how === 'rename') delete holder[place.key];
  if (how === 'add' || how === 'rename') put(holder, key, value);
  if (how === 'swap') put(holder, place.key, other.holder[other.key] as Json);
  return statement;
}

/** As JSON.parse does: `__proto__` is a key like any other. */
function put(holder: Holder, key: string, value: Json): void {
  const copy = structuredClone(value);
  const how = { value: copy, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(holder, key, how);
}

/** The statements that are changed: whole, within another, made by us, voiding. */
export const samples = { whole, nested, ours, voiding };
