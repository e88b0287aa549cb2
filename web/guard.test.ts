import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { guard } from './guard.ts';

/** Builds a script for browsers that has this text, as if it were an island. */
async function buildForBrowser(text: string): Promise<void> {
  const entry = fileURLToPath(new URL('./src/islands/of-a-test.ts', import.meta.url));
  const island = {
    name: 'island-of-a-test',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === entry ? entry : null),
    load: (id: string) => (id === entry ? text : null),
  };
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [guard(), island],
    build: { write: false, rolldownOptions: { input: entry } },
  });
}

test('an island may have the model and the rules of a capability', async () => {
  await buildForBrowser(`
    import { roleMay } from '@suotdoi/core/accounts/rules';
    console.log(roleMay('citizen', 'figures.see'));
  `);
});

test('also what the rules are made of, such as the texts and the time of ground', async () => {
  await buildForBrowser(`
    import { judge } from '@suotdoi/core/library/rules';
    console.log(judge);
  `);
});

test.each([
  ['the door of a capability', '@suotdoi/core/accounts', 'core/accounts/index.ts'],
  ['ground, which holds the database', '@suotdoi/core/ground', 'core/ground/index.ts'],
  ['the database', '@suotdoi/db/migrate', 'db/migrate.ts'],
  ['the words of all pages', '@suotdoi/messages', 'messages/index.ts'],
  ['a file behind a door', '../../../core/ground/text.ts', 'core/ground/text.ts'],
  ['a module of Node', 'node:crypto', 'node:crypto'],
])('the build stops when an island reaches %s', async (_what, source, named) => {
  const road = `web/src/islands/of-a-test.ts → ${named}`;
  await expect(
    buildForBrowser(`import * as all from '${source}'; console.log(all);`),
  ).rejects.toThrow(road);
});
