import { expect, test } from 'vitest';
import { carried, serverSigns } from './one-copy.ts';

test('a server chunk that carries a file of core is found by its source map', () => {
  const sources = [
    '../../../../core/people/queries.ts',
    '../../../../node_modules/devalue/src/core/a.js',
    '../../../src/lib/forms.ts',
    null,
  ];
  expect(carried('web/build/server/chunks/a.js.map', JSON.stringify({ sources }))).toEqual([
    'core/people/queries.ts',
  ]);
});

test.each([
  ['import a from"node:fs";', ['node:fs']],
  ['const p=require("pg")', ['pg']],
  ['e.db.selectFrom(t).execute()', ['selectFrom']],
  ['let q="people.person as p"', ['people.person']],
  ['document.title="people.person_name"', []],
  ['fetch("/people").then(e=>e.from("kysely"))', []],
])('in a script for browsers, %s is judged', (script, signs) => {
  expect(serverSigns(script, ['people.person'])).toEqual(signs);
});
