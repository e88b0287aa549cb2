import { setTimeout as pause } from 'node:timers/promises';
import { startFold } from '@suotdoi/core/standing';
import { sql } from 'kysely';
import type { Figure } from './figure.ts';
import { benchContext, quantile, recordActs, settle } from './world.ts';

const PEOPLE = 20_000;
const RATE = 2000;
const SECONDS = 60;
/** One evening's sheet: 25 learners, four skills each. */
const LEARNERS = 25;
const EACH = 4;
const BATCH = LEARNERS * EACH;

/**
 * Does the fold keep up? 2,000 acts a second for a minute, as sheets of 100, beside the fold as the
 * program runs it. The lag is the age of the oldest act not counted yet, looked at four times a
 * second; the yardstick is what was promised (5 s, 2,000 acts/s).
 */
export async function lag(url: string): Promise<Figure[]> {
  const { ctx, database, close } = await benchContext(url, 8);
  const people = await settle(ctx, PEOPLE);
  await sql`insert into record.dirty (shard, person, batch)
    select shard, id, id from people.person`.execute(ctx.db);
  const folding = startFold(database, ctx.node, (error) => {
    throw error;
  });
  await untilFolded(ctx);
  const lags: number[] = [];
  let writing = true;
  const looking = (async () => {
    while (writing) {
      lags.push(await oldest(ctx));
      await pause(250);
    }
  })();
  const start = performance.now();
  const sheets = (RATE * SECONDS) / BATCH;
  let next = 0;
  const writer = async () => {
    // batch: one sheet after another, each at its time
    for (let n = next++; n < sheets; n = next++) {
      const due = start + (n * BATCH * 1000) / RATE;
      await pause(Math.max(0, due - performance.now()));
      const at = new Date();
      const acts = Array.from({ length: BATCH }, (_, i) => {
        const who = people[(n * 7919 + Math.floor(i / EACH) * 131) % PEOPLE];
        return who ? { who, skill: n + i, at } : null;
      });
      await recordActs(
        { ...ctx, now: at },
        acts.filter((act) => act !== null),
      );
    }
  };
  await Promise.all([writer(), writer(), writer()]);
  const wrote = (performance.now() - start) / 1000;
  writing = false;
  await looking;
  const drained = performance.now();
  await untilFolded(ctx);
  const drain = (performance.now() - drained) / 1000;
  await folding.stop();
  await close();
  const rate = (RATE * SECONDS) / wrote;
  const most = Math.max(...lags);
  const half = quantile(lags, 0.5);
  return [
    { name: 'lag.written', figure: rate, unit: 'acts/s', yardstick: RATE, ratio: rate / RATE },
    { name: 'lag.most', figure: most, unit: 's', yardstick: 5, ratio: most / 5 },
    { name: 'lag.median', figure: half, unit: 's', yardstick: 5, ratio: half / 5 },
    { name: 'lag.drain', figure: drain, unit: 's', yardstick: 5, ratio: drain / 5 },
  ];
}

type Bench = Awaited<ReturnType<typeof benchContext>>['ctx'];

/** Seconds since the oldest batch that waits was written: batches are named by their moment. */
async function oldest(ctx: Bench): Promise<number> {
  const { rows } = await sql<{ batch: string | null }>`
    select min(batch::text) as batch from record.dirty`.execute(ctx.db);
  const batch = rows[0]?.batch;
  if (!batch) return 0;
  const at = Number.parseInt(batch.replaceAll('-', '').slice(0, 12), 16);
  return Math.max(0, (Date.now() - at) / 1000);
}

async function untilFolded(ctx: Bench): Promise<void> {
  while ((await oldest(ctx)) > 0) await pause(50);
}
