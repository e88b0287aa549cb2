import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DEMO_PASSWORD } from '../server/demo/accounts.ts';
import type { Figure } from './figure.ts';

const bin = new URL('../server/bin/suotdoi.js', import.meta.url).pathname;
const ROUNDS = 200;

/**
 * The program as people run it, on the demonstration: time to the first page on a prepared folder,
 * the plan page at the server beside a bare HTTP server that answers the same bytes, idle memory,
 * and what a first and a later page weigh on the wire.
 */
export async function program(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'suotdoi-bench-program-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  try {
    const first = await startUp(folder, port, ['--demo']);
    await stop(first.child);
    const { child, seconds } = await startUp(folder, port, []);
    const figures = await measure(`http://127.0.0.1:${port}`, child.pid ?? 0);
    await stop(child);
    const bare = await startBare();
    return [
      { name: 'program.start', figure: seconds, unit: 's', yardstick: bare, ratio: seconds / bare },
      ...figures,
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startUp(folder: string, port: number, more: string[]) {
  const since = performance.now();
  const child = spawn(process.execPath, [bin, 'start', ...more], {
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1' },
    stdio: 'ignore',
  });
  const until = Date.now() + 240_000;
  while (Date.now() < until) {
    const page = await fetch(`http://127.0.0.1:${port}/dang-nhap`).catch(() => null);
    if (page?.ok) return { child, seconds: (performance.now() - since) / 1000 };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('The program did not serve within four minutes.');
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** What Node alone needs to start and answer one request. */
async function startBare(): Promise<number> {
  const since = performance.now();
  const code = `require('node:http').createServer((q, r) => r.end('x')).listen(0, () => process.exit())`;
  await once(spawn(process.execPath, ['-e', code]), 'exit');
  return (performance.now() - since) / 1000;
}

async function measure(base: string, pid: number): Promise<Figure[]> {
  const cookie = await signIn(base);
  const path = '/ke-hoach/16681';
  const weigh = await weights(base, path, cookie);
  const page = await median(() => read(base + path, cookie));
  const bare = await bareServer(weigh.html);
  const plain = await median(() => read(bare.address, cookie));
  bare.close();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const memory = await proportionalMb(pid);
  const alone = await proportionalMb(process.pid);
  return [
    { name: 'page.plan', figure: page, unit: 'ms', yardstick: plain, ratio: page / plain },
    { name: 'page.first', figure: weigh.first, unit: 'KB', yardstick: 50, ratio: weigh.first / 50 },
    { name: 'page.later', figure: weigh.later, unit: 'KB', yardstick: 20, ratio: weigh.later / 20 },
    { name: 'page.css', figure: weigh.css, unit: 'KB', yardstick: 8, ratio: weigh.css / 8 },
    { name: 'program.idle', figure: memory, unit: 'MB', yardstick: alone, ratio: memory / alone },
  ];
}

async function signIn(base: string): Promise<string> {
  const form = new URLSearchParams({ username: 'canbo.phuong', password: DEMO_PASSWORD });
  const answer = await fetch(`${base}/dang-nhap`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { origin: base },
  });
  const cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0]);
  if (cookie.length === 0) throw new Error(`Nobody could sign in: ${answer.status}`);
  return cookie.join('; ');
}

async function read(address: string, cookie: string): Promise<void> {
  const answer = await fetch(address, { headers: { cookie } });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
}

async function median(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  // batch: one request after another, as one reader makes them
  for (let i = 0; i < ROUNDS; i++) {
    const since = performance.now();
    await work();
    times.push(performance.now() - since);
  }
  times.sort((a, b) => a - b);
  return times[ROUNDS / 2] ?? 0;
}

/** Bytes on the wire, compressed as a browser asks: the page, its styles and scripts. */
async function weights(base: string, path: string, cookie: string) {
  const html = await wire(base + path, cookie);
  const links = [...html.text.matchAll(/(?:href|src)="([^"]+\.(?:css|js))"/g)].map((m) => m[1]);
  const parts = await Promise.all(
    links.map((link) => wire(new URL(link ?? '', base).href, cookie)),
  );
  const css = parts.filter((p) => p.address.endsWith('.css')).reduce((sum, p) => sum + p.bytes, 0);
  const all = parts.reduce((sum, p) => sum + p.bytes, html.bytes);
  return { html: html.text, first: all / 1000, later: html.bytes / 1000, css: css / 1000 };
}

async function wire(address: string, cookie: string) {
  const { request } = await import('node:http');
  const answer = await new Promise<{ body: Buffer; encoding: string }>((resolve, reject) => {
    request(address, { headers: { cookie, 'accept-encoding': 'br, gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          body: Buffer.concat(chunks),
          encoding: response.headers['content-encoding'] ?? '',
        }),
      );
    })
      .on('error', reject)
      .end();
  });
  const open = { br: brotliDecompressSync, gzip: gunzipSync }[answer.encoding];
  const text = (open ? open(answer.body) : answer.body).toString('utf8');
  return { address, bytes: answer.body.length, text };
}

async function bareServer(html: string): Promise<{ address: string; close(): void }> {
  const server = createServer((_request, response) => response.end(html));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const port = (server.address() as { port: number }).port;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Memory of a process and all it started, each shared page counted once (PSS), in MB. */
async function proportionalMb(root: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(
    await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)),
  );
  const mine = pids.filter((pid) => pid === root || leadsTo(pid, root, parents));
  const sizes = await Promise.all(mine.map(pssKb));
  return sizes.reduce((sum, kb) => sum + kb, 0) / 1000;
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function leadsTo(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  let at = parents.get(pid) ?? 0;
  while (at > 1) {
    if (at === root) return true;
    at = parents.get(at) ?? 0;
  }
  return false;
}

async function pssKb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}
