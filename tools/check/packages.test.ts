import { expect, test } from 'vitest';
import { lockFaults, mayShip, pinFaults } from './packages.ts';
import { projectOf } from './project.ts';

test('only exact versions are pins', () => {
  const manifest = {
    dependencies: { a: '1.2.3', b: '^1.2.3' },
    optionalDependencies: { c: '18.4.0-beta.17', d: 'latest' },
    devDependencies: { e: '1.x' },
    overrides: { f: '>=1' },
  };
  const faults = pinFaults(projectOf({ 'web/package.json': JSON.stringify(manifest, null, 2) }));
  expect(faults.map((fault) => fault.text[0])).toEqual(['b', 'e', 'd', 'f']);
  expect(faults[0]).toMatchObject({ file: 'web/package.json', line: 4 });
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['(MIT AND Zlib)', false],
  ['GPL-3.0', false],
  ['', false],
])('a package under "%s" may ship: %s', (license, may) => {
  expect(mayShip(license)).toBe(may);
});

test('a licence or an install script of what ships is found, of our tools it is not', () => {
  const lock = {
    packages: {
      '': {},
      core: {},
      'node_modules/core': { link: true },
      'node_modules/good': { license: 'MIT' },
      'node_modules/tool': { license: 'GPL-3.0', dev: true },
      'node_modules/a/node_modules/@b/c': { license: 'AGPL-3.0' },
      'node_modules/script': { license: 'MIT', hasInstallScript: true },
    },
  };
  const faults = lockFaults(projectOf({ 'package-lock.json': JSON.stringify(lock) }));
  expect(faults.map((fault) => fault.text.split(' ')[0])).toEqual(['@b/c', 'script']);
});
