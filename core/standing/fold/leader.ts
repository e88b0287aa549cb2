import { type Ctx, type Database, system } from '@suotdoi/core/ground';
import type pg from 'pg';
import { foldRound } from './round.ts';

export interface Folding {
  /** Ends after the round in hand. */
  stop(): Promise<void>;
}

/** Woken by NOTIFY; the clock wakes it too, for what was committed while nobody listened. */
const EVERY_MS = 1000;

/**
 * Keeps standing and figures up to date for as long as the program runs. Several processes may
 * call it: an advisory lock lets one fold at a time. `failed` is told of errors; folding goes on.
 */
export function startFold(
  { db, pool }: Database,
  node: string,
  failed: (error: unknown) => void,
): Folding {
  let stopped = false;
  let wake: () => void = () => {};
  const ctx = (): Ctx => ({ db, actor: system('fold'), now: new Date(), node });
  const ear = listen(pool, () => wake(), failed);
  const work = (async () => {
    while (!stopped) {
      try {
        while (!stopped && (await foldRound(ctx())) > 0);
      } catch (error) {
        failed(error);
      }
      if (!stopped) await nap((up) => (wake = up));
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await work;
      (await ear)?.release(true);
    },
  };
}

function nap(onWake: (up: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, EVERY_MS);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function listen(
  pool: pg.Pool,
  heard: () => void,
  failed: (error: unknown) => void,
): Promise<pg.PoolClient | null> {
  try {
    const client = await pool.connect();
    client.on('notification', heard);
    client.on('error', failed);
    await client.query('listen suotdoi_fold');
    return client;
  } catch (error) {
    failed(error);
    return null;
  }
}
