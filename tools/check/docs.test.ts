import { expect, test } from 'vitest';
import { docFaults } from './docs.ts';
import { projectOf } from './project.ts';

function found(texts: Record<string, string>): string[] {
  return docFaults(projectOf(texts)).map(({ file, line, text }) => `${file}:${line} ${text}`);
}

test('a path or a link to what is not there is found', () => {
  const texts = {
    'README.md':
      'See `core/map.json`, `core/`,\n`core/gone.ts` and [a](docs/a.md), [b](docs/b.md#x).',
    'docs/a.md': '[home](../README.md) [out](https://example.org) `core/<name>` `npm start`',
    'docs/decisions/2026-01-01-old.md': '`core/gone.ts`',
    'core/map.json': '{}',
  };
  expect(found(texts)).toEqual([
    expect.stringContaining('README.md:2 names core/gone.ts'),
    expect.stringContaining('README.md:2 names docs/b.md'),
  ]);
});

test('a word that the code does not use is found', () => {
  const texts = {
    'docs/words.md':
      '| màn hình | code | means |\n| gia đình | `family` | `any` |\n| xóm | `hamlet` |',
    'core/people/model.ts': `export const kinds = ['family'];`,
  };
  expect(found(texts)).toEqual(['docs/words.md:3 says that code calls it hamlet; it does not.']);
});
