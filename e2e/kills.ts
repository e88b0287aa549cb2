import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase, system } from '@suotdoi/core/ground';
import { recount } from '@suotdoi/core/standing';
import { expect } from 'vitest';
import { startProgram } from './program.ts';

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

interface Written {
  readonly acknowledged: string[];
  readonly url: string;
}

/** A second process records acts beside the program until the database is gone. */
function startWriter(dataDir: string) {
  const child = spawn(process.execPath, [writer], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk));
  const ended = new Promise<Written>((resolve) =>
    child.once('close', () => {
      const [url = '', ...acknowledged] = text.split('\n').filter(Boolean);
      resolve({ acknowledged, url });
    }),
  );
  return { ended, count: () => text.split('\n').length, stop: () => child.kill('SIGTERM') };
}

/** The PostgreSQL that the program looks after. */
async function postmaster(dataDir: string): Promise<number> {
  const text = await readFile(`${dataDir}/postgres/data/postmaster.pid`, 'utf8');
  return Number(text.split('\n')[0]);
}

/** Kills Node and PostgreSQL so many times under load: every acknowledged act stays, figures add up. */
export async function surviveKills(kills: number): Promise<void> {
  const first = await startProgram();
  const { dataDir } = first;
  const acknowledged: string[] = [];
  let program = first;
  for (let kill = 0; kill < kills; kill++) {
    const writing = startWriter(dataDir);
    const since = Date.now();
    while (writing.count() < 60 + (kill % 5) * 37 && Date.now() - since < 60_000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    process.kill(await postmaster(dataDir), 'SIGKILL');
    await program.end('SIGKILL');
    const { acknowledged: ids } = await writing.ended;
    expect(ids.length).toBeGreaterThan(50);
    acknowledged.push(...ids);
    program = await startProgram([], dataDir);
  }
  const writing = startWriter(dataDir);
  while (writing.count() < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  writing.stop();
  const { url, acknowledged: last } = await writing.ended;
  acknowledged.push(...last);
  const { db, close } = openDatabase(url, 2);
  const kept = await db
    .selectFrom('record.statement')
    .select('id')
    .where('id', 'in', acknowledged)
    .execute();
  expect(kept).toHaveLength(acknowledged.length);
  const ctx = { db, actor: system('test'), now: new Date(), node: acknowledged[0] ?? '' };
  expect((await recount(ctx)).differences).toEqual([]);
  await close();
  await program.remove();
}
