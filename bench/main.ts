import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '@suotdoi/db/embedded';
import { migrate } from '@suotdoi/db/migrate';
import pg from 'pg';
import { prepare } from '../server/prepare.ts';
import { showProgress } from '../server/progress.ts';
import type { Figure } from './figure.ts';
import { fold } from './fold.ts';
import { lag } from './lag.ts';
import { nation } from './nation.ts';
import { program } from './program.ts';
import { record } from './record.ts';
import { storeReads } from './store-read.ts';
import { storeWrites } from './store-write.ts';

/**
 * `npm run bench -- [name …] [--json] [--people N] [--statements N]`: each benchmark in a new
 * database of a durable cluster of its own, removed afterwards.
 */
const { values, positionals: told } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    people: { type: 'string', default: '20000' },
    statements: { type: 'string', default: '50000' },
  },
});
const statements = Number(values.statements);
const people = Number(values.people);
const shown = showProgress((line) => process.stderr.write(`${line}\n`));

const benchmarks: Readonly<Record<string, ((url: string) => Promise<Figure[]>)[]>> = {
  record: [record, storeWrites, (url) => storeReads(url, statements)],
  fold: [fold],
  lag: [lag],
  program: [program],
  nation: [(url) => nation(url, people, shown.step)],
};

const strange = told.find((name) => !Object.hasOwn(benchmarks, name));
if (strange !== undefined) {
  say(`There is no benchmark ${strange}. There are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'suotdoi-bench-'));
const postgres = await startPostgres({ dataDir: folder });
try {
  for (const [name, parts] of Object.entries(benchmarks)) {
    if (told.length > 0 && !told.includes(name)) continue;
    const url = await newDatabase(name);
    for (const part of parts) for (const figure of await part(url)) report(figure);
  }
} finally {
  shown.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function newDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database bench_${name} template template0`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/bench_${name}`;
  await migrate(url.href);
  await prepare(url.href);
  return url.href;
}

function report(figure: Figure): void {
  const { name, unit, yardstick, ratio } = figure;
  const plain = `${short(figure.figure)} ${unit}, yardstick ${short(yardstick)} (${short(ratio)})`;
  say(values.json ? JSON.stringify(figure) : `${name}: ${plain}`);
}

function short(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
