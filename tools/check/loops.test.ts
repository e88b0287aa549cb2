import { expect, test } from 'vitest';
import { loopFaults } from './loops.ts';
import { projectOf } from './project.ts';

function lines(code: string): (number | undefined)[] {
  const project = projectOf({ 'core/people/commands.ts': code });
  return loopFaults(project).map((fault) => fault.line);
}

test.each([
  ['a query in for', 'for (const p of people) {\n await db.selectFrom("a").execute(); }'],
  ['a command in for', 'for (const p of people) {\n await enrol(ctx, p); }'],
  ['a query in while', 'while (more) {\n more = await sql`select 1`.execute(ctx.db); }'],
  ['a query for each of a list', 'Promise.all(people.map((p) =>\n find(ctx, p)))'],
  ['a query in a callback', 'people.map(async (p) => {\n await find(ctx.db, p);\n })'],
  ['a query inside a change', 'for (const p of people)\n await change(ctx, (ctx) => find(ctx, p))'],
])('%s is found', (_, code) => {
  expect(lines(code)).toEqual([2]);
});

test('a loop in a loop is told once', () => {
  expect(lines('for (const a of b) {\n for (const c of a) {\n await save(ctx, c); } }')).toEqual([
    3,
  ]);
});

test.each([
  ['one query, then a loop over its rows', 'for (const p of await list(ctx)) names.push(p.name);'],
  [
    'a pure function of ctx',
    'const rows = people.map((p) => { const a = row(ctx, p); return a.b; });',
  ],
  [
    'a batch with its reason',
    '// batch: 1,000 people a turn\nwhile (await fold(ctx)) rounds += 1;',
  ],
])('%s is left alone', (_, code) => {
  expect(lines(code)).toEqual([]);
});
