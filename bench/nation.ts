import type { Ctx } from '@suotdoi/core/ground';
import { planPage } from '@suotdoi/core/plans';
import { reportPage } from '@suotdoi/core/reports';
import { foldRound, recount } from '@suotdoi/core/standing';
import { sql } from 'kysely';
import { country } from './country.ts';
import type { Figure } from './figure.ts';
import {
  type Act,
  benchContext,
  quantile,
  recordActs,
  type Settled,
  seconds,
  settle,
} from './world.ts';

const ACTS_EACH = 10;
const MONTHS = 24;
/** Figures begin in July 2025: 24 months later. */
const NOW = new Date('2027-06-28T02:00:00Z');
const BATCH = 1000;
const WRITERS = 4;
const STEPS = [0.25, 0.5, 1];
const READERS = 8;
const READS = 25;
/** What pages were promised to take at the server, in ms: the median, and 95 of 100. */
const PROMISED = { median: 20, p95: 60 };
const RECOUNT_S = 180;

/**
 * A nation of `people` with ten acts each over 24 months, in time order and unevenly (a fifth of
 * the people do most), over all 3,321 communes: ingest, fold, pages of plans and reports with eight
 * readers, disk, and how they grow from step to step (the yardstick of a step is the first one: 1
 * means that the cost does not grow with the store). Then the tally beside a plain GROUP BY of the
 * log, and the whole recount.
 */
export async function nation(
  url: string,
  people = 20_000,
  told: (title: string, done: number, of: number) => void = () => {},
): Promise<Figure[]> {
  const { ctx, close } = await benchContext(url, READERS + 2, NOW);
  await country(ctx);
  const steps: Record<string, number>[] = [];
  let settled = 0;
  // batch: a quarter of the nation, then a half, then all
  for (const share of STEPS) {
    const more = await settle(ctx, Math.round(people * share) - settled, settled);
    settled += more.length;
    steps.push(await grow(ctx, more, (done, of) => told(`nation ${share}`, done, of)));
  }
  const figures = steps.flatMap((step, i) => figuresOf(step, steps[0] ?? step, STEPS[i] ?? 1));
  figures.push(...(await pages(ctx)), await tallyBesideNaive(ctx));
  let differences = 0;
  const taken = await seconds(async () => {
    const found = await recount(ctx, (done, of) => told('recount', done, of));
    differences = found.differences.length;
  });
  const [unit, yardstick] = ['s', RECOUNT_S];
  figures.push(
    { name: 'nation.recount', figure: taken, unit, yardstick, ratio: taken / yardstick },
    { name: 'nation.differences', figure: differences, unit: '', yardstick: 1, ratio: differences },
  );
  await close();
  return figures;
}

async function grow(
  ctx: Ctx,
  people: readonly Settled[],
  told: (done: number, of: number) => void,
): Promise<Record<string, number>> {
  const acts = actsOf(people);
  const starts = Array.from({ length: Math.ceil(acts.length / BATCH) }, (_, i) => i * BATCH);
  const queue = starts.values();
  const writer = async () => {
    // batch: a thousand acts in a transaction
    for (const at of queue) {
      await recordActs(ctx, acts.slice(at, at + BATCH));
      told(at, acts.length * 2);
    }
  };
  const ingest = await seconds(() => Promise.all(Array.from({ length: WRITERS }, writer)));
  let folded = 0;
  const fold = await seconds(async () => {
    for (let n = 1; n > 0; ) {
      n = await foldRound(ctx);
      folded += n;
      told(acts.length * (1 + folded / people.length), acts.length * 2);
    }
  });
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database()) as bytes`.execute(ctx.db);
  return {
    'ingest acts/s': acts.length / ingest,
    'fold acts/s': acts.length / fold,
    'page ms': await quickPage(ctx),
    'disk MB': (rows[0]?.bytes ?? 0) / 1e6,
  };
}

/** A fifth of the people do thirty acts, the others five, spread over the months, in time order. */
function actsOf(people: readonly Settled[]): Act[] {
  const acts = people.flatMap((who, p) => {
    const n = p % 5 === 0 ? ACTS_EACH * 3 : ACTS_EACH / 2;
    return Array.from({ length: n }, (_, k): Act => {
      const month = Math.floor((k * MONTHS) / n + p * 7) % MONTHS;
      return { who, skill: k, at: new Date(Date.UTC(2025, 6 + month, 1 + ((p + k) % 27), 12)) };
    });
  });
  return acts.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The nation's plan, read once warm: how it grows. */
async function quickPage(ctx: Ctx): Promise<number> {
  const times: number[] = [];
  // batch: one page after another
  for (let i = 0; i < 9; i++)
    times.push((await seconds(() => planPage(ctx, { unit: 'VN' }))) * 1000);
  return quantile(times, 0.5);
}

async function pages(ctx: Ctx): Promise<Figure[]> {
  const { rows } = await sql<{ province: string; commune: string }>`
    select u.parent as province, min(u.code) as commune from units.v_unit u
    where u.level = 'commune' and u.valid_to is null
    group by u.parent order by count(*) desc limit 1`.execute(ctx.db);
  const { province = '01', commune = '00004' } = rows[0] ?? {};
  const read: Record<string, () => Promise<unknown>> = {
    'plan.nation': () => planPage(ctx, { unit: 'VN' }),
    'plan.province': () => planPage(ctx, { unit: province }),
    'plan.commune': () => planPage(ctx, { unit: commune }),
    'report.nation': () => reportPage(ctx, { unit: 'VN' }),
    'report.province': () => reportPage(ctx, { unit: province }),
  };
  const figures: Figure[] = [];
  // batch: one kind of page after another
  for (const [name, page] of Object.entries(read)) figures.push(...(await readBy(name, page)));
  return figures;
}

/** Eight readers at once, each one page after another; the first read of all is told apart. */
async function readBy(name: string, page: () => Promise<unknown>): Promise<Figure[]> {
  const first = (await seconds(page)) * 1000;
  const times: number[] = [];
  const reader = async () => {
    // batch: one page after another, as one reader makes them
    for (let i = 0; i < READS; i++) times.push((await seconds(page)) * 1000);
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  const { median, p95 } = PROMISED;
  const [half, most] = [quantile(times, 0.5), quantile(times, 0.95)];
  return [
    { name: `${name}.first`, figure: first, unit: 'ms', yardstick: p95, ratio: first / p95 },
    { name: `${name}.median`, figure: half, unit: 'ms', yardstick: median, ratio: half / median },
    { name: `${name}.p95`, figure: most, unit: 'ms', yardstick: p95, ratio: most / p95 },
  ];
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

/** Skills shown by province, from the tally and counted from the log: the same question twice. */
async function tallyBesideNaive(ctx: Ctx): Promise<Figure> {
  const naive = await seconds(() =>
    sql`select a.ancestor, count(*) from (
        select distinct s.person, s.object, s.unit from record.v_act s where s.grade = 'alone') s
      join units.v_ancestry a on a.unit = s.unit and a.ancestor_level = 'province'
        and a.valid_to is null
      group by a.ancestor`.execute(ctx.db),
  );
  const times: number[] = [];
  // batch: a few times, for the median
  for (let i = 0; i < 21; i++)
    times.push(
      await seconds(() =>
        sql`select unit, sum(n) from standing.v_tally
          where unit = any(array(select code from units.v_unit where parent = 'VN'))
            and indicator = 'skills_shown' and slice = '' group by unit`.execute(ctx.db),
      ),
    );
  const [figure, yardstick] = [quantile(times, 0.5) * 1000, naive * 1000];
  const name = 'report.tally_vs_naive';
  return { name, figure, unit: 'ms', yardstick, ratio: yardstick / figure };
}
