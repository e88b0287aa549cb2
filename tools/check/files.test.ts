import { expect, test } from 'vitest';
import { fileFaults } from './files.ts';
import { projectOf } from './project.ts';

function found(texts: Record<string, string>): string[] {
  const faults = fileFaults(projectOf(texts));
  return faults.map(({ file, line, text }) => `${file}:${line ?? ''} ${text.slice(0, 16)}`);
}

const rows = (n: number) => 'const a = 1;\n'.repeat(n);

test('a file of 250 lines is fine, one of 251 is not', () => {
  const others = Object.fromEntries([...'abcdefghij'].map((name) => [`core/${name}.ts`, rows(9)]));
  expect(found({ ...others, 'core/long.ts': rows(250) })).toEqual([]);
  expect(found({ ...others, 'core/long.ts': rows(251) })).toEqual([
    'core/long.ts:250 has 251 lines; 2',
  ]);
});

test('when more than a tenth of the files pass 200 lines, each of them is named', () => {
  expect(found({ 'core/a.ts': rows(201), 'core/b.ts': rows(9) })).toEqual([
    'core/a.ts: has 201 lines. M',
  ]);
});

test('a file named utils is found, a word that holds it is not', () => {
  expect(found({ 'core/utils.ts': '', 'core/utility-bills.ts': '' })).toEqual([
    'core/utils.ts: Name it after wh',
  ]);
});

test('only doors hand on, and the index of a capability does nothing else', () => {
  const texts = {
    'db/package.json': '{"exports": {"./migrate": "./migrate.ts"}}',
    'db/migrate.ts': `export { a } from './a.ts';`,
    'core/people/model.ts': `export * from './names.ts';`,
    'core/people/index.ts': `export { a } from './a.ts';\nexport const b = 1;`,
    'core/people/a.ts': `import { a, type T } from './b.ts';\nexport { a };\nexport type { T };`,
    'core/people/c.ts': `const a = 1;\nexport { a };`,
  };
  expect(found(texts)).toEqual([
    'core/people/a.ts:2 Only doors hand ',
    'core/people/a.ts:3 Only doors hand ',
    'core/people/index.ts:2 A door only hand',
  ]);
});
