import { existsSync, readFileSync } from 'node:fs';
import type { Ctx } from '@suotdoi/core/ground';
import { planPage } from '@suotdoi/core/plans';
import { foldRound } from '@suotdoi/core/standing';
import { addVillages, importUnits, unitsBelow } from '@suotdoi/core/units';
import { sql } from 'kysely';
import type { Figure } from './figure.ts';
import { benchContext, type Settled, seconds, settle, teach } from './world.ts';

const official = new URL('../../shared/domain/vn-units-2026.csv', import.meta.url);
const PER_COMMUNE = 300;
const ACTS_EACH = 10;
const STEPS = [0.25, 0.5, 1];
const READERS = 8;
const READS = 25;

/**
 * A nation of `people`, in time order and unevenly (a fifth of the communes do most), over the
 * official list of units where it is at hand: ingest, fold, pages, disk, and how they grow. The
 * yardstick of a step is the first step: 1 means that the cost does not grow with the store.
 */
export async function nation(url: string, people = 20_000): Promise<Figure[]> {
  const { ctx, close } = await benchContext(url, READERS + 2);
  await placesFor(ctx, people);
  const steps: Record<string, number>[] = [];
  let settled: Settled[] = [];
  // batch: a quarter of the nation, then a half, then all
  for (const share of STEPS) {
    const more = await settle(ctx, Math.round(people * share) - settled.length, settled.length);
    settled = [...settled, ...more];
    steps.push(await grow(ctx, more));
  }
  const figures = steps.flatMap((step, i) => figuresOf(step, steps[0] ?? step, STEPS[i] ?? 1));
  figures.push(await tallyBesideNaive(ctx));
  await close();
  return figures;
}

/** The country's units, and villages in as many communes as there are people for. */
async function placesFor(ctx: Ctx, people: number): Promise<void> {
  if (existsSync(official))
    await importUnits(ctx, { bytes: readFileSync(official), from: '2025-07-01', source: 'list' });
  const { rows } = await sql<{ code: string }>`
    select code from units.v_unit where level = 'commune' and valid_to is null order by code
  `.execute(ctx.db);
  const communes = rows.slice(0, Math.max(10, Math.ceil(people / PER_COMMUNE)));
  // batch: the villages of a commune a turn
  for (const { code } of communes)
    await addVillages(ctx, { commune: code, names: ['Thôn Đông', 'Thôn Tây'], from: '2025-07-01' });
  await foldRound(ctx);
}

async function grow(ctx: Ctx, people: readonly Settled[]): Promise<Record<string, number>> {
  const at = (p: number, k: number) =>
    new Date(Date.UTC(2025, 6 + ((p + k * 2) % 16), 1 + (k % 27)));
  const eager = people.filter((_, i) => i % 5 === 0);
  const ingest = await seconds(async () => {
    // batch: a hundred people a turn
    for (let start = 0; start < people.length; start += 100)
      await teach(ctx, people.slice(start, start + 100), { each: ACTS_EACH / 2, at });
    // batch: the same
    for (let start = 0; start < eager.length; start += 100)
      await teach(ctx, eager.slice(start, start + 100), { each: (ACTS_EACH / 2) * 5, at });
  });
  const acts = people.length * (ACTS_EACH / 2) + eager.length * (ACTS_EACH / 2) * 5;
  const fold = await seconds(async () => {
    while ((await foldRound(ctx)) > 0);
  });
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database()) as bytes`.execute(ctx.db);
  return {
    'ingest acts/s': acts / ingest,
    'fold acts/s': acts / fold,
    ...(await pages(ctx)),
    'disk MB': (rows[0]?.bytes ?? 0) / 1e6,
  };
}

/** 95th percentile of the plan page's read for nation, province and commune, with eight readers. */
async function pages(ctx: Ctx): Promise<Record<string, number>> {
  const province = (await unitsBelow(ctx, 'VN'))[0]?.code ?? '01';
  const commune = (await unitsBelow(ctx, province))[0]?.code ?? '00004';
  const units = { nation: 'VN', province, commune };
  const times: Record<string, number> = {};
  // batch: one level after another
  for (const [level, unit] of Object.entries(units))
    times[`page.${level} ms`] = await p95(ctx, unit);
  return times;
}

async function p95(ctx: Ctx, unit: string): Promise<number> {
  const taken: number[] = [];
  const reader = async () => {
    // batch: one page after another, as one reader makes them
    for (let i = 0; i < READS; i++)
      taken.push((await seconds(() => planPage({ ...ctx, now: new Date() }, { unit }))) * 1000);
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  taken.sort((a, b) => a - b);
  return taken[Math.floor(taken.length * 0.95)] ?? 0;
}

function figuresOf(
  step: Record<string, number>,
  first: Record<string, number>,
  share: number,
): Figure[] {
  return Object.entries(step).map(([title, figure]) => {
    const [name = '', unit = ''] = title.split(' ');
    const yardstick = first[title] ?? figure;
    return { name: `nation.${name}@${share}`, figure, unit, yardstick, ratio: figure / yardstick };
  });
}

/** Reading the nation's figures from the tally beside counting them from the log. */
async function tallyBesideNaive(ctx: Ctx): Promise<Figure> {
  const naive = await seconds(() =>
    sql`select left(unit, 2) as province, count(distinct person) as people, count(*) as acts
      from record.v_act group by 1`.execute(ctx.db),
  );
  const tally = await seconds(() =>
    sql`select unit, sum(n) from standing.tally
      where unit = any(select code from units.v_unit where parent = 'VN')
        and indicator = 'citizens_basic' and slice = '' group by unit`.execute(ctx.db),
  );
  const [figure, yardstick] = [tally * 1000, naive * 1000];
  return {
    name: 'report.tally_vs_naive',
    figure,
    unit: 'ms',
    yardstick,
    ratio: yardstick / figure,
  };
}
