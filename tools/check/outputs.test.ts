import { expect, test } from 'vitest';
import { biomeFaults } from './biome.ts';
import { knipFaults } from './knip.ts';
import { svelteFaults, typeFaults } from './types.ts';

test('a type error keeps its place', () => {
  const out = [
    'core/a.ts(3,7): error TS2322: Type mismatch.',
    '  Part of it.',
    '    What it is about.',
    'Found 1 error.',
  ];
  expect(typeFaults(out.join('\n'))).toEqual([
    { file: 'core/a.ts', line: 3, text: 'Type mismatch. What it is about. (TS2322)' },
  ]);
});

test('svelte-check counts lines from nought; ours count from one', () => {
  const line = {
    type: 'ERROR',
    filename: 'src/routes/+page.svelte',
    start: { line: 4, character: 0 },
    message: 'Not\nthere',
  };
  expect(svelteFaults(`170 START "/web"\n170 ${JSON.stringify(line)}\n171 COMPLETED`)).toEqual([
    { file: 'web/src/routes/+page.svelte', line: 5, text: 'Not there' },
  ]);
});

test('a file that Biome would write otherwise comes with the command that mends it', () => {
  const out = [
    '::error title=format,file=core/a.ts,line=1,endLine=1,col=2,endColumn=2::Formatter would differ:',
    '::error title=lint/suspicious/noExplicitAny,file=core/b.ts,line=9,endLine=9,col=1,endColumn=2::No any.',
    '::notice title=lint/style/x,file=core/b.ts,line=9,endLine=9,col=1,endColumn=2::A hint.',
  ];
  expect(biomeFaults(out.join('\n'))).toEqual([
    {
      file: 'core/a.ts',
      line: 1,
      text: 'Run: npx biome check --write core/a.ts (Formatter would differ:)',
    },
    { file: 'core/b.ts', line: 9, text: 'No any. (lint/suspicious/noExplicitAny)' },
  ]);
});

test('knip tells files, exports and packages that nobody uses', () => {
  const issues = [
    { file: 'core/a.ts', files: [{ name: 'core/a.ts' }], exports: [], owners: ['someone'] },
    { file: 'core/b.ts', files: [], exports: [{ name: 'two', line: 2 }] },
    { file: 'web/package.json', dependencies: [{ name: 'left-pad', line: 7 }] },
  ];
  const found = knipFaults(JSON.stringify({ issues }));
  expect(found.map(({ file, line, text }) => `${file}:${line ?? ''} ${text.slice(0, 22)}`)).toEqual(
    [
      'core/a.ts: It is used by nothing.',
      'core/b.ts:2 two is exported but us',
      'web/package.json:7 left-pad is asked for ',
    ],
  );
});
