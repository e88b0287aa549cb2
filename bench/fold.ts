import { foldRound } from '@suotdoi/core/standing';
import { sql } from 'kysely';
import type { Figure } from './figure.ts';
import { benchContext, seconds, settle, teach } from './world.ts';

const PEOPLE = 10_000;
const ACTS = 100_000;

/** Folds 100,000 acts of 10,000 people; the yardstick is reading those acts once, plainly. */
export async function fold(url: string): Promise<Figure[]> {
  const { ctx, close } = await benchContext(url, 4);
  const people = await settle(ctx, PEOPLE);
  const at = (p: number, k: number) => new Date(Date.UTC(2026, (k + p) % 10, 1 + (k % 27)));
  // batch: a hundred people a turn
  for (let start = 0; start < PEOPLE; start += 100)
    await teach(ctx, people.slice(start, start + 100), { each: ACTS / PEOPLE, at });
  const plain = await seconds(() =>
    sql`select person, count(*), max(happened) from record.v_act group by person`.execute(ctx.db),
  );
  const taken = await seconds(async () => {
    while ((await foldRound(ctx)) > 0);
  });
  await close();
  return [
    { name: 'fold.acts100k', figure: taken, unit: 's', yardstick: plain, ratio: taken / plain },
  ];
}
