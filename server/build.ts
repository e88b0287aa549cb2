import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Cannot, hold } from '@suotdoi/db/embedded';
import { showTimed } from './progress.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'web');
const handlerFile = join(web, 'build', 'handler.js');
/** Everything the pages are built from. */
const sources = ['web', 'ui', 'messages', 'content', 'core', 'package-lock.json'];
const notSources = /^(node_modules|build|\.svelte-kit|.*\.(test|soak)\.ts|README\.md|.*~)$/;

/** Builds the pages if they were never built, or their sources are newer. Returns the handler. */
export async function ensureWeb(say: (line: string) => void): Promise<URL> {
  if (await isStale()) await buildWeb(say);
  return pathToFileURL(handlerFile);
}

async function isStale(): Promise<boolean> {
  const built = await changed(handlerFile);
  if (built === 0) return true;
  const times = await Promise.all(sources.map((name) => newest(join(root, name))));
  return Math.max(...times) > built;
}

/** The pages, in folder web/build. Two programs that build at once wait for each other. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  const held = await waitForHold(join(web, '.svelte-kit'));
  try {
    say('Đang dựng các trang, khoảng nửa phút…');
    say('Building the pages, about half a minute…');
    const vite = fileURLToPath(import.meta.resolve('vite'));
    const program = join(vite, '..', '..', '..', 'bin', 'vite.js');
    const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], {
      cwd: web,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const shown = showTimed(say, {
      title: 'Dựng các trang (pages)',
      seconds: await lastSeconds(),
    });
    const since = performance.now();
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const [code] = (await once(child, 'close').finally(shown.end)) as [number | null];
    if (code !== 0) throw cannotBuild(Buffer.concat(output).toString());
    await keepSeconds((performance.now() - since) / 1000);
  } finally {
    await held.release();
  }
}

/** How long building took here the last time. */
const secondsFile = join(web, '.svelte-kit', 'build-seconds');

async function lastSeconds(): Promise<number> {
  return Number(await readFile(secondsFile, 'utf8').catch(() => '')) || 30;
}

async function keepSeconds(seconds: number): Promise<void> {
  await writeFile(secondsFile, String(Math.ceil(seconds))).catch(() => undefined);
}

function cannotBuild(output: string): Cannot {
  const last = output.trim().split('\n').slice(-12).join('\n');
  return new Cannot(`Không dựng được các trang:\n${last}`, 'The pages could not be built.');
}

async function waitForHold(folder: string) {
  for (;;) {
    const held = await hold(folder, 'build');
    if (held) return held;
    await pause(200);
  }
}

async function changed(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

/** When the newest file at or below a path was changed; 0 if there is none. */
async function newest(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (!entries) return changed(path);
  const kept = entries.filter((entry) => !notSources.test(entry.name));
  const times = await Promise.all(
    kept.map((entry) => {
      const child = join(path, entry.name);
      return entry.isDirectory() ? newest(child) : changed(child);
    }),
  );
  return Math.max(0, ...times);
}
