import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Case, sections } from './cases.ts';
import { attachmentCases, moreSections, newCases } from './cases-more.ts';
import { both, openStore, type Store, told, type Version } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

async function judge(cases: readonly Case[], version: Version): Promise<void> {
  const wrong: string[] = [];
  for (const [what, more, refusedAt] of cases) {
    const answer = await store.post(told(more), version);
    const { path = null } = answer.json<{ path?: string }>();
    const good = refusedAt === null ? answer.statusCode === 200 : answer.statusCode === 400;
    if (!good || path !== refusedAt) wrong.push(`${what}: ${answer.statusCode} at ${path}`);
  }
  expect(wrong).toEqual([]);
}

for (const version of both) {
  for (const [section, cases] of Object.entries({ ...sections, ...moreSections })) {
    test(`${version} ${section}`, () => judge(cases, version));
  }
  test(`${version} 2.4.11 / 4.2.2.8 attachments`, () => judge(attachmentCases, version));
}

test('2.0.0 4.2.2.5 agents and groups in a context', () => judge(newCases, '2.0.0'));

test('1.0.3 2.4.6 knows no agents and groups in a context, and no version 2.0', async () => {
  const unknown = newCases.slice(0, 2).map(([what, more]): Case => {
    const [key] = Object.keys(Object(Reflect.get(more, 'context')));
    return [what, more, `$.context.${key}`];
  });
  await judge([...unknown, ['2.0.0', { version: '2.0.0' }, '$.version']], '1.0.3');
});

test('2.4.10 a statement keeps its version, or is given the one it was told in', async () => {
  for (const [version, given] of [
    ['1.0.3', '1.0.0'],
    ['2.0.0', '2.0.0'],
  ] as const) {
    const sent = told();
    await store.post(sent, version);
    const read = await store.get({ statementId: sent.id }, { version });
    expect(read.json().version).toBe(given);
    expect(read.headers['x-experience-api-version']).toBe(version);
  }
});
