import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type Ctx,
  change,
  type Database,
  newId,
  openDatabase,
  system,
  thisNode,
} from '@suotdoi/core/ground';
import { recordStatements } from '@suotdoi/core/record';
import { demonstrated, type Mode, modes } from '@suotdoi/core/record/model';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Figure } from './figure.ts';

const CONNECTIONS = 4;
const BATCH = 1000;
const BATCHES = 24;
const ROUNDS = 5;
const PEOPLE = 10_000;
const TABLES = ['record.statement_key', 'record.statement', 'record.dirty'] as const;

/** What an officer's page or a centre's sync knows of an act before it is a statement. */
interface Act {
  readonly person: string;
  readonly session: string;
  readonly skill: string;
  readonly mode: Mode;
  readonly at: Date;
}

/** A batch as ready-made COPY text, one for each table. */
type Texts = readonly Buffer[];

/**
 * Durable batches of 1,000 acts through our own command, from plain facts to commit, beside COPY of
 * the very same rows into the same three tables as ready-made text. Both use as many connections
 * and one transaction a batch; rounds alternate, on empty tables after a checkpoint.
 */
export async function record(url: string): Promise<Figure[]> {
  const database = openDatabase(url, CONNECTIONS);
  const { db } = database;
  const ctx = { db, actor: system('bench'), now: new Date(), node: await thisNode(db, new Date()) };
  const acts = makeActs();
  await ours(ctx, acts);
  const texts = await asCopyText(database);
  const rates = { ours: [] as number[], copy: [] as number[] };
  // batch: each turn is one measured round.
  for (let round = 0; round < ROUNDS; round++) {
    await empty(database);
    rates.copy.push(await rate(() => copied(database, texts)));
    await empty(database);
    rates.ours.push(await rate(() => ours(ctx, acts)));
  }
  await database.close();
  const figure = median(rates.ours);
  const yardstick = median(rates.copy);
  return [
    { name: 'record.command1000', figure, unit: 'acts/s', yardstick, ratio: figure / yardstick },
  ];
}

function makeActs(): Act[][] {
  const people = Array.from({ length: PEOPLE }, () => newId());
  return Array.from({ length: BATCHES }, (_, b) => {
    const session = newId();
    return Array.from({ length: BATCH }, (_, i) => ({
      person: people[(b * 7919 + i * 131) % PEOPLE] ?? '',
      session,
      skill: `AT${1 + (i % 6)}`,
      mode: modes[i % modes.length] ?? 'alone',
      at: new Date(Date.UTC(2026, b % 10, 1 + (i % 27), 2)),
    }));
  });
}

async function ours(ctx: Ctx, batches: readonly Act[][]): Promise<void> {
  await eachConnection(batches, async (acts) => {
    const entries = acts.map(({ person, session, skill, mode, at }) => ({
      shard: '10105',
      statement: demonstrated({
        id: newId(),
        person,
        session,
        skill,
        mode,
        at,
        unit: '10105',
        helper: { account: 'k3d9s0q8n2b7v6c5x4z1' },
        sharedDevice: true,
        place: 'Nhà văn hoá thôn',
      }),
    }));
    await change(ctx, (ctx) => recordStatements(ctx, entries));
  });
}

async function copied({ pool }: Database, batches: readonly Texts[]): Promise<void> {
  await eachConnection(batches, async (texts) => {
    const client = await pool.connect();
    await client.query('begin');
    for (const [i, table] of TABLES.entries()) {
      const sink = client.query(copyFrom(`copy ${table} from stdin`));
      await pipeline(Readable.from([texts[i]]), sink);
    }
    await client.query('commit');
    client.release();
  });
}

/** The rows that our command just wrote, cut into as many batches, as COPY would send them. */
async function asCopyText(database: Database): Promise<Texts[]> {
  const [keys, statements, dirty] = await Promise.all([
    linesOf(database, 'record.statement_key', 'id'),
    linesOf(database, 'record.statement', 'id'),
    linesOf(database, 'record.dirty', 'batch'),
  ]);
  const tables = [cut(keys), cut(statements), cut(dirty)];
  return Array.from({ length: BATCHES }, (_, b) => tables.map((parts) => parts[b] ?? Buffer.of()));
}

async function linesOf({ pool }: Database, table: string, order: string): Promise<string[]> {
  const client = await pool.connect();
  const chunks: Buffer[] = [];
  const source = client.query(copyTo(`copy (select * from ${table} order by ${order}) to stdout`));
  for await (const chunk of source) chunks.push(chunk as Buffer);
  client.release();
  return Buffer.concat(chunks).toString().split('\n').slice(0, -1);
}

function cut(lines: readonly string[]): Buffer[] {
  const size = Math.ceil(lines.length / BATCHES);
  return Array.from({ length: BATCHES }, (_, b) => {
    const part = lines.slice(b * size, (b + 1) * size);
    return Buffer.from(part.map((line) => `${line}\n`).join(''));
  });
}

async function empty({ pool }: Database): Promise<void> {
  await pool.query(`truncate ${TABLES.join(', ')}`);
  await pool.query('checkpoint');
}

async function eachConnection<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

/** Acts a second. */
async function rate(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (BATCH * BATCHES * 1000) / (performance.now() - start);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
