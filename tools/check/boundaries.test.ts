import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundaryFaults, mapFaults } from './boundaries.ts';
import type { CapabilityMap, Fault } from './project.ts';

const map: CapabilityMap = {
  ground: { uses: [], reads: [] },
  people: { uses: ['ground'], reads: [] },
  plans: { uses: ['ground'], reads: ['people'] },
};

const core = {
  type: 'module',
  exports: { './*/model': './*/model.ts', './*/rules': './*/rules.ts', './*': './*/index.ts' },
};

const tree: Record<string, string> = {
  'core/package.json': JSON.stringify({ name: '@suotdoi/core', ...core }),
  'core/ground/index.ts': `export { open } from './db.ts';`,
  'core/ground/db.ts': `import { readFileSync } from 'node:fs';\nexport const open = readFileSync;`,
  'core/people/index.ts': `export { person } from './queries.ts';`,
  'core/people/queries.ts': `import { open } from '@suotdoi/core/ground';\nexport const person = open;`,
  'core/people/model.ts': `export const name = 'text';`,
  'core/plans/index.ts': `export { pace } from './a.ts';`,
  'core/plans/a.ts': `import { person } from '@suotdoi/core/people';\nimport { b } from './b.ts';\nexport const pace = [person, b];`,
  'core/plans/b.ts': `import { pace } from './a.ts';\nexport const b = () => pace;`,
  'core/plans/rules.ts': `import { open } from '@suotdoi/core/ground';\nexport const rule = open;`,
  'server/app.ts': `import { person } from '../core/people/queries.ts';\nexport const app = person;`,
  'ui/card.ts': `import { name } from '@suotdoi/core/people/model';\nexport const card = name;`,
  'web/src/islands/filter.ts': `import Row from '$lib/Row.svelte';\nexport default Row;`,
  'web/src/lib/Row.svelte': `<script lang="ts">\n  import { person } from '@suotdoi/core/people';\n  const found: unknown = person;\n</script>\n<p>{found}</p>`,
  'web/src/lib/Good.svelte': `<script lang="ts">\n  import type { person } from '@suotdoi/core/people';\n  import { name } from '@suotdoi/core/people/model';\n  let { row }: { row: typeof person } = $props();\n</script>\n<p>{name}{row}</p>`,
};

let root = '';
let faults: Fault[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  mkdirSync(join(root, 'node_modules/@suotdoi'), { recursive: true });
  symlinkSync('../../core', join(root, 'node_modules/@suotdoi/core'));
  faults = await boundaryFaults(root, map);
});

afterAll(() => rmSync(root, { recursive: true }));

test.each([
  ['a capability that the map does not let in', 'core/plans/a.ts', 1, 'uses of plans'],
  ['two files that need each other', 'core/plans/a.ts', 2, 'no cycle'],
  ['a rule that needs Node', 'core/plans/rules.ts', 1, 'pure rules'],
  ['a way into core that is no door', 'server/app.ts', 1, 'door of core'],
  ['a component library that knows the product', 'ui/card.ts', 1, 'ui and players stand alone'],
  ['a component that asks a server door', 'web/src/lib/Row.svelte', 2, 'browser code of core'],
  ['a browser entry that reaches Node', 'web/src/islands/filter.ts', 1, 'nothing of Node'],
])('%s is found', (_, file, line, rule) => {
  expect(faults).toContainEqual({ file, line, text: expect.stringContaining(rule) });
});

test('types of a door and values of a model may stand in a component', () => {
  expect(faults.filter((fault) => fault.file.includes('Good.svelte'))).toEqual([]);
});

test('a map in which a capability uses itself by a way round is refused', () => {
  const round = { a: { uses: ['b'], reads: [] }, b: { uses: ['a'], reads: ['c'] } };
  expect(mapFaults(round).map((fault) => fault.text.slice(0, 12))).toEqual([
    'b → c: no su',
    'a uses itsel',
    'b uses itsel',
  ]);
});
