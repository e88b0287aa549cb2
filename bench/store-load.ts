import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

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
  const times: number[] = [];
  let next = 0;
  let failures = 0;
  const callers = await Promise.all(Array.from({ length: connections }, () => call(server)));
  const start = performance.now();
  await Promise.all(
    callers.map(async (caller) => {
      while (next < total) {
        const since = performance.now();
        const status = await caller.send(ask(next++));
        times.push(performance.now() - since);
        if (status !== 200) failures++;
      }
      caller.end();
    }),
  );
  return { times, seconds: (performance.now() - start) / 1000, failures };
}

/**
 * A connection that asks one thing after another. Bare sockets: a client library would take as much
 * of the machine as the server that is measured.
 */
async function call({ address, authorization }: Server) {
  const { hostname, port, host } = new URL(address);
  const socket = connect(Number(port), hostname).setNoDelay();
  await once(socket, 'connect');
  let answered: (status: number) => void = () => undefined;
  let held = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    held += chunk;
    const head = held.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(held.slice(0, head))?.[1] ?? 0);
    if (held.length < head + 4 + length) return;
    const status = Number(held.slice(9, 12));
    held = '';
    answered(status);
  });
  const common = `Host: ${host}\r\nAuthorization: ${authorization}\r\nX-Experience-API-Version: 2.0.0`;
  return {
    send: ({ method, path, body }: { method: string; path: string; body?: string }) =>
      new Promise<number>((resolve) => {
        answered = resolve;
        const length = Buffer.byteLength(body ?? '');
        const about =
          body === undefined
            ? ''
            : `\r\nContent-Type: application/json\r\nContent-Length: ${length}`;
        socket.write(`${method} /xapi${path} HTTP/1.1\r\n${common}${about}\r\n\r\n${body ?? ''}`);
      }),
    end: () => socket.destroy(),
  };
}

export function quantile(times: readonly number[], q: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function mean(times: readonly number[]): number {
  return times.reduce((sum, one) => sum + one, 0) / times.length;
}
