import { createHash } from 'node:crypto';
import { openDatabase } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { Figure } from './figure.ts';
import { load, quantile, type Server, startServer } from './store-load.ts';

const CONNECTIONS = 8;
const REQUESTS = 400;
const TARGET_MS = 20;

/**
 * Filtered reads over HTTP at a hundredth, a tenth and the whole of `n` statements (5,000,000 for
 * the figures that the issue names), and `more` far from its start beside its first page.
 */
export async function storeReads(url: string, n: number): Promise<Figure[]> {
  const { db, close } = openDatabase(url, 2);
  const figures: Figure[] = [];
  let from = 0;
  // batch: three sizes, one after the other
  for (const size of [n / 100, n / 10, n].map(Math.round)) {
    await sql.raw(fill(from, size)).execute(db);
    await sql`analyze record.statement`.execute(db);
    from = size;
    const server = await startServer(url);
    figures.push(...(await readAt(server, size)));
    await server.stop();
  }
  await close();
  return figures;
}

/** Statements of other tools, `from` to `to`: 50 an agent, 500 an activity, 5 a registration. */
function fill(from: number, to: number): string {
  return `with made as (
    select i, md5('s' || i)::uuid as id from generate_series(${from + 1}, ${to}) i
  ), k as (
    insert into record.statement_key (id, shard, digest)
    select id, '00000', decode(md5(id::text), 'hex') from made
  ) insert into record.statement (shard, id, agent, verb, object, registration, happened, received,
      client, body)
    select '00000', id, 'mailto:a' || i * 7919::bigint % (${to} / 50 + 1) || '@hoc.example',
      'https://hoc.example/verbs/' || i % 20, 'https://hoc.example/bai/' || i * 31::bigint % (${to} / 500 + 1),
      md5('r' || i / 5)::uuid, timestamptz '2026-01-01' + i * interval '1 second',
      timestamptz '2026-01-01' + i * interval '1 second', 'client:bench',
      json_build_object('id', id, 'actor', json_build_object('mbox', 'mailto:a@hoc.example'),
        'verb', json_build_object('id', 'https://hoc.example/verbs/' || i % 20),
        'object', json_build_object('id', 'https://hoc.example/bai/1'))
    from made`;
}

async function readAt(server: Server, size: number): Promise<Figure[]> {
  const asked: Record<string, (n: number) => Record<string, string>> = {
    agent: (n) => ({ agent: JSON.stringify({ mbox: `mailto:a${n % (size / 50)}@hoc.example` }) }),
    activity: (n) => ({ activity: `https://hoc.example/bai/${n % Math.ceil(size / 500)}` }),
    verb_since: (n) => ({
      verb: `https://hoc.example/verbs/${n % 20}`,
      since: new Date(Date.UTC(2026, 0, 1) + size * 990).toISOString(),
    }),
    registration: (n) => ({ registration: uuidOf(`r${n % Math.ceil(size / 5)}`) }),
  };
  const name = `record.read${short(size)}`;
  const figures: Figure[] = [];
  for (const [filter, query] of Object.entries(asked)) {
    const { times } = await load(server, { connections: CONNECTIONS, total: REQUESTS }, (n) => ({
      method: 'GET',
      path: `/statements?${new URLSearchParams({ limit: '25', ...query(n * 131) })}`,
    }));
    const p95 = quantile(times, 0.95);
    figures.push(
      { ...target(`${name}.${filter}`, p95) },
      { ...target(`${name}.${filter}_p50`, quantile(times, 0.5)) },
    );
  }
  return [...figures, await pages(server, name, size)];
}

function target(name: string, figure: number): Figure {
  return { name, figure, unit: 'ms', yardstick: TARGET_MS, ratio: figure / TARGET_MS };
}

/** A page that starts after a thousand pages, beside the first. */
async function pages(server: Server, name: string, size: number): Promise<Figure> {
  const far = Math.max(0, size - 25_000);
  const after = {
    received: new Date(Date.UTC(2026, 0, 1) + far * 1000).toISOString(),
    id: '00000000-0000-0000-0000-000000000000',
  };
  const token = Buffer.from(JSON.stringify({ told: { limit: '25' }, after })).toString('base64url');
  const ask = async (path: string) => {
    const each = () => ({ method: 'GET', path });
    const { times } = await load(server, { connections: 1, total: 100 }, each);
    return quantile(times, 0.5);
  };
  const first = await ask('/statements?limit=25');
  const thousandth = await ask(`/statements?more=${token}`);
  return {
    name: `${name}.more1000`,
    figure: thousandth,
    unit: 'ms',
    yardstick: first,
    ratio: thousandth / first,
  };
}

function uuidOf(text: string): string {
  const hex = createHash('md5').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function short(size: number): string {
  if (size >= 1_000_000) return `${size / 1_000_000}m`;
  return size >= 1000 ? `${size / 1000}k` : String(size);
}
