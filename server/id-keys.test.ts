import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sealsIdNumbers } from '@suotdoi/core/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { loadIdKeys } from './id-keys.ts';

const bin = fileURLToPath(new URL('./bin/suotdoi.js', import.meta.url));
const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suotdoi-keys-'));
  await mkdir(join(folder, 'data'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const env = () => ({ ...process.env, DATA_DIR: join(folder, 'data') });
const create = (where: string) =>
  run(process.execPath, [bin, 'id-keys', 'create', where], { env: env() });
const load = (file: string) => loadIdKeys(readConfig({ ...env(), ID_KEYS: file }));

test('keys are made outside the data, the secret ones for their owner alone, and never written over', async () => {
  await create(folder);
  const [hub, centre] = ['id-keys.hub.json', 'id-keys.centre.json'].map((name) =>
    join(folder, name),
  );
  const before = await readFile(hub ?? '', 'utf8');
  if (process.platform !== 'win32') expect((await stat(hub ?? '')).mode & 0o077).toBe(0);
  expect(await readFile(centre ?? '', 'utf8')).not.toContain('private');
  await expect(create(folder)).rejects.toThrow('The old keys were kept');
  expect(await readFile(hub ?? '', 'utf8')).toBe(before);
  await expect(create(join(folder, 'data'))).rejects.toThrow('must not lie in the data folder');
}, 120_000);

test('the program seals with the keys it is given, and refuses those that others could read', async () => {
  await loadIdKeys(readConfig(env()));
  expect(sealsIdNumbers()).toBe(false);
  await load(join(folder, 'id-keys.centre.json'));
  expect(sealsIdNumbers()).toBe(true);
  await expect(load(join(folder, 'none.json'))).rejects.toThrow('cannot be read');
  await expect(load(join(folder, 'data', 'keys.json'))).rejects.toThrow('data folder');
  await expect(load(bin)).rejects.toThrow('people.id_keys_wrong');
  if (process.platform === 'win32') return;
  await chmod(join(folder, 'id-keys.hub.json'), 0o644);
  await expect(load(join(folder, 'id-keys.hub.json'))).rejects.toThrow('chmod 600');
});
