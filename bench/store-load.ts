import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

/** A record store in a process of its own. */
export interface Server {
  readonly address: string;
  readonly authorization: string;
  stop(): Promise<void>;
}

export async function startServer(url: string, gather = true): Promise<Server> {
  const file = new URL('./store-server.child.ts', import.meta.url).pathname;
  const child: ChildProcess = fork(file, [url, String(gather)]);
  const [told] = (await once(child, 'message')) as [
    { address: string; key: string; secret: string },
  ];
  const coded = Buffer.from(`${told.key}:${told.secret}`).toString('base64');
  return {
    address: told.address,
    authorization: `Basic ${coded}`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Milliseconds of each request, in the order of answers, and how long all took. */
export interface Load {
  readonly times: number[];
  readonly seconds: number;
  readonly failures: number;
}

/** `total` requests by `connections` callers, each the next one when its last is answered. */
export async function load(
  server: Server,
  { connections, total }: { connections: number; total: number },
  ask: (n: number) => { method: string; path: string; body?: string },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let next = 0;
  let failures = 0;
  const start = performance.now();
  const caller = async () => {
    while (next < total) {
      const since = performance.now();
      const status = await send(server, agent, ask(next++));
      times.push(performance.now() - since);
      if (status !== 200) failures++;
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return { times, seconds, failures };
}

function send(
  { address, authorization }: Server,
  agent: Agent,
  { method, path, body }: { method: string; path: string; body?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization,
      'x-experience-api-version': '2.0.0',
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const sent = request(`${address}/xapi${path}`, { method, agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

export function quantile(times: readonly number[], q: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function mean(times: readonly number[]): number {
  return times.reduce((sum, one) => sum + one, 0) / times.length;
}
