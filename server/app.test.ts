import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { brotliDecompressSync } from 'node:zlib';
import { createAuth } from '@suotdoi/core/accounts';
import { openDatabase } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { folderBlobs } from '@suotdoi/core/record';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApp } from './app.ts';
import type { WebHandler } from './plugins/web.ts';

const paragraph = '<p>Mỗi ngày học một điều nhỏ.</p>';
const page = `<!doctype html><title>Trang</title>${paragraph.repeat(200)}`;

// What stands here for the built pages: it answers as they do, and repeats what it was told.
const handler: WebHandler = async (request, response) => {
  if (request.url?.startsWith('/hong')) throw new Error('hỏng');
  if (request.url?.startsWith('/anh')) {
    response.setHeader('content-type', 'image/png');
    response.setHeader('cache-control', 'public,max-age=31536000,immutable');
    response.writeHead(200).end('png');
    return;
  }
  if (request.url === '/nghe') {
    const told = ['protocol', 'host', 'address'].map(
      (name) => request.headers[`x-suotdoi-${name}`],
    );
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ told, actor: request.ctx.actor.kind }));
    return;
  }
  let body = page;
  for await (const chunk of request) body += `<b>${chunk}</b>`;
  response.setHeader('content-type', 'text/html');
  response.writeHead(200);
  for (let at = 0; at < body.length; at += 1000) response.write(body.slice(at, at + 1000));
  response.end();
};

let t: TestDatabase;
let app: FastifyInstance;
let base: string;
let lines: Record<string, unknown>[] = [];

async function serve(url: string): Promise<FastifyInstance> {
  const { db } = openDatabase(url, 2);
  const log = pino(
    { level: 'info', base: null },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(String(chunk)));
        done();
      },
    }),
  );
  const auth = createAuth({ db, secret: 'a secret of this test, 32 letters long' });
  const { node, key } = t.ctx();
  const blobs = folderBlobs(join(tmpdir(), 'suotdoi-test-attachments'));
  const parts = { db, node, key, auth, blobs, handler, log, trustProxy: false } as const;
  const made = await createApp(parts);
  made.addHook('onClose', () => db.destroy());
  await made.listen({ port: 0, host: '127.0.0.1' });
  return made;
}

beforeAll(async () => {
  t = await testDatabase();
  app = await serve(t.url);
  const address = app.server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  await app.close();
  await t.close();
});

/** As it travels: `fetch` would unpack it. */
function raw(path: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const { hostname, port } = new URL(base);
  const wanted = { host: 'may-chu', connection: 'close', ...headers };
  const head = Object.entries(wanted).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = createConnection(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`),
    );
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
  });
}

test('/healthz says 200 while the database answers, and 503 when it does not', async () => {
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  const lost = await serve(t.url.replace(/[^/]+$/, 'no_such_database'));
  const address = lost.server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([503, { ok: false }]);
  await lost.close();
});

test('no page lets a script, a style or a frame of anybody else run', async () => {
  for (const path of ['/', '/healthz', '/anh.png', '/xapi/about', '/hong']) {
    const { headers } = await fetch(base + path);
    expect(headers.get('content-security-policy'), path).toContain("default-src 'self'");
    expect(headers.get('content-security-policy'), path).not.toContain('unsafe');
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
  }
});

test('a page travels compressed and is kept by no browser', async () => {
  const answer = await raw('/trang', { 'accept-encoding': 'gzip, br' });
  const split = answer.indexOf('\r\n\r\n');
  const head = answer.subarray(0, split).toString().toLowerCase();
  expect(head).toContain('content-encoding: br');
  expect(head).toContain('cache-control: private, no-store');
  expect(head).toContain('vary: accept-encoding');
  const body = answer.subarray(split + 4);
  expect(head).toContain(`content-length: ${body.length}`);
  expect(brotliDecompressSync(body).toString()).toBe(page);
  expect(body.length).toBeLessThan(page.length / 10);
});

test('a browser that cannot unpack gets the page as it is', async () => {
  const answer = await fetch(base, { headers: { 'accept-encoding': 'identity' } });
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(await answer.text()).toBe(page);
  const refusing = await raw('/', { 'accept-encoding': 'br;q=0, gzip' });
  expect(refusing.toString('latin1').toLowerCase()).toContain('content-encoding: gzip');
});

test('files of the build keep their own caching and are not packed twice', async () => {
  const answer = await fetch(`${base}/anh.png`);
  expect(answer.headers.get('cache-control')).toBe('public,max-age=31536000,immutable');
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(await answer.text()).toBe('png');
});

test('a form reaches its page whole', async () => {
  const body = new URLSearchParams({ ten: 'Hoa' });
  const answer = await fetch(base, { method: 'POST', body, headers: { origin: base } });
  expect(await answer.text()).toContain('<b>ten=Hoa</b>');
});

test('another site, or another port of this machine, cannot write in the reader’s name', async () => {
  for (const origin of ['https://xau.example', 'http://127.0.0.1:1', 'null']) {
    const answer = await fetch(base, { method: 'POST', headers: { origin }, body: 'x' });
    expect(answer.status, origin).toBe(403);
  }
});

test('a client cannot talk the pages into believing it came by HTTPS', async () => {
  const lies = {
    'x-suotdoi-protocol': 'https',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '9.9.9.9',
  };
  const answer = await fetch(`${base}/nghe`, { headers: lies });
  const host = base.slice('http://'.length);
  expect(await answer.json()).toEqual({ told: ['http', host, '127.0.0.1'], actor: 'nobody' });
  expect(answer.headers.get('strict-transport-security')).toBeNull();
});

test('an unexpected error is one line in the log and a plain page with its code', async () => {
  const broken = await fetch(`${base}/hong?q=Nguyen+Van+An`);
  expect(broken.status).toBe(500);
  const text = await broken.text();
  const faults = lines.filter((line) => line.msg === 'fault');
  expect(faults).toHaveLength(1);
  expect(text).toContain('Máy chủ đang trục trặc');
  expect(text).toContain(faults[0]?.reqId);
  expect(text).not.toContain('hỏng');
  expect(JSON.stringify(lines)).not.toContain('Nguyen');
});

test('the log holds the path of a request and never what was asked', async () => {
  await fetch(`${base}/nguoi?q=Nguyen+Van+An`);
  const text = JSON.stringify(lines);
  expect(text).toContain('"path":"/nguoi"');
  expect(text).not.toContain('Nguyen');
});

test('the record’s door answers for itself, also where it has no address', async () => {
  const about = await fetch(`${base}/xapi/about`);
  expect(await about.json()).toEqual({ version: ['1.0.3', '2.0.0'] });
  const missing = await fetch(`${base}/xapi/nothing`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get('content-type')).toContain('application/json');
});
