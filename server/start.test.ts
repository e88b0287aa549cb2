import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureWeb } from './build.ts';

const bin = fileURLToPath(new URL('./bin/suotdoi.js', import.meta.url));
let dataDir: string;
const children: ChildProcess[] = [];

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Exit code. */
  readonly ended: Promise<number | null>;
}

beforeAll(async () => {
  await ensureWeb(() => undefined);
  dataDir = await mkdtemp(join(tmpdir(), 'suotdoi-start-'));
}, 180_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGTERM');
  await vi.waitUntil(() => children.every((c) => c.exitCode !== null || c.signalCode !== null));
  await rm(dataDir, { recursive: true, force: true });
});

function run(words: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [bin, ...words], {
    env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said: () => text, ended };
}

/** Starts the program on a free port; returns it with its address. */
async function start(): Promise<Run & { address: string }> {
  const program = run(['start', '--port', '0']);
  const find = () => /đang chạy ở (\S+)/.exec(program.said())?.[1];
  await vi.waitUntil(() => find() || program.child.exitCode !== null, { timeout: 150_000 });
  return { ...program, address: find() ?? `it did not start: ${program.said()}` };
}

test('on an empty folder one command starts the program, which prints its address and the administrator’s link', async () => {
  const program = await start();
  expect((await fetch(`${program.address}/healthz`)).status).toBe(200);
  const link = /\S+\/dang-nhap\/lan-dau\?ma=\S+/.exec(program.said())?.[0] ?? '';
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<form');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");

  const beside = run(['recount', '--verify']);
  expect(await beside.ended).toBe(0);
  expect(beside.said()).toContain('0 differences');

  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
}, 300_000);

test('after kill -9 of the program it starts again on the same data, and commands run without it', async () => {
  const killed = await start();
  killed.child.kill('SIGKILL');
  await killed.ended;
  const alone = run(['recount', '--verify']);
  expect(await alone.ended).toBe(0);
  const again = await start();
  expect((await fetch(`${again.address}/healthz`)).status).toBe(200);
  again.child.kill('SIGINT');
  expect(await again.ended).toBe(0);
}, 300_000);

test('a web port in use is told in a sentence, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await vi.waitUntil(() => other.listening);
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const refused = run(['start'], { PORT: String(port) });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(`Cổng ${port} đã có chương trình khác dùng`);
  expect(refused.said()).not.toContain('    at ');
  other.close();
  const alone = run(['recount', '--verify']);
  expect(await alone.ended).toBe(0);
}, 300_000);
