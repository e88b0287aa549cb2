import { accountList } from '@suotdoi/core/accounts';
import {
  type Ctx,
  change,
  type Day,
  dayOf,
  keepSetting,
  momentOf,
  readSetting,
  system,
} from '@suotdoi/core/ground';
import { peopleList } from '@suotdoi/core/people';
import { foldRound } from '@suotdoi/core/standing';
import { Cannot } from '@suotdoi/db/embedded';
import {
  keyOf,
  meetingPlaces,
  type Stage,
  writeClan,
  writeFamily,
  writeMove,
  writeSession,
  writeTargets,
} from './build.ts';
import { dayMinus } from './plan/calendar.ts';
import { HOA } from './plan/people.ts';
import { type DemoPlan, planDemo } from './plan/plan.ts';
import { type DemoSize, WEEKS } from './plan/villages.ts';
import { makeCitizen, makeStaff } from './staff.ts';

/** Told of each stage as it begins and goes on. */
export type Progress = (stage: DemoStage, done: number, of: number) => void;
export type DemoStage = 'accounts' | 'families' | 'sessions' | 'figures';

/** What is kept of a demonstration: the day it tells its story on, so that it can go on later. */
interface Kept {
  readonly day: Day;
  readonly size: DemoSize;
  readonly complete: boolean;
}

const SETTING = 'demo';
/** Changes under way at once: two cores are kept busy, and a pool of ten connections is not full. */
const AT_ONCE = 6;
/** Commands in one change. */
const IN_ONE = 10;

/**
 * Builds the demonstration through the product's own commands, ending with all figures counted.
 * On data that holds it already nothing is added; one that was broken off goes on.
 * @throws Cannot when the data holds people or accounts that are not the demonstration's
 */
export async function buildDemo(
  ctx: Ctx,
  options: { size: DemoSize; progress?: Progress },
): Promise<void> {
  const own = { ...ctx, actor: system('demo') };
  const kept = (await readDemo(own)) ?? (await begin(own, options.size));
  if (kept.complete) return;
  const progress = options.progress ?? (() => {});
  await write(own, { plan: planDemo(kept.day, kept.size), kept, progress });
  await countAll(own, progress);
  await keepSetting(own, SETTING, { ...kept, complete: true });
}

/** Whether this database holds the demonstration: its sign-ins are known to everybody. */
export async function isDemo(ctx: Ctx): Promise<boolean> {
  return (await readDemo(ctx)) !== null;
}

async function readDemo(ctx: Ctx): Promise<Kept | null> {
  return (await readSetting(ctx, SETTING)) as Kept | null;
}

async function begin(ctx: Ctx, size: DemoSize): Promise<Kept> {
  const [{ people }, { rows }] = await Promise.all([peopleList(ctx, {}), accountList(ctx, 'VN')]);
  if (people.length + rows.length > 0)
    throw new Cannot(
      'Dữ liệu này đã có người thật, nên không dựng phần minh hoạ vào đây. Hãy đặt DATA_DIR (hoặc DATABASE_URL) khác, ví dụ: DATA_DIR=minh-hoa npm start -- --demo',
      'These data hold real people, so the demonstration is not built into them. Set another DATA_DIR (or DATABASE_URL), for example: DATA_DIR=demo npm start -- --demo',
    );
  const kept = { day: dayOf(ctx.now), size, complete: false };
  await keepSetting(ctx, SETTING, kept);
  return kept;
}

interface Work {
  readonly plan: DemoPlan;
  readonly kept: Kept;
  readonly progress: Progress;
}

async function write(ctx: Ctx, { plan, kept, progress }: Work): Promise<void> {
  const at = momentOf(dayMinus(kept.day, WEEKS * 7 + 35), 9);
  progress('accounts', 0, 1);
  const staff = await makeStaff({ ...ctx, now: at });
  progress('accounts', 1, 1);
  const stage: Stage = { staff, keys: new Map(), places: await meetingPlaces(ctx) };
  const ready = momentOf(dayMinus(kept.day, WEEKS * 7 + 2), 10);
  const told = (name: DemoStage) => (done: number, of: number) => progress(name, done, of);
  await each(ctx, plan.families, { work: writeFamily(stage), progress: told('families') });
  await each(ctx, plan.clans, { work: writeClan(stage) });
  await each(ctx, plan.targets, { work: writeTargets(stage, ready) });
  await makeCitizen({ ...ctx, actor: staff.by('canbo.phuong'), now: ready }, hoa(plan, stage));
  await each(ctx, plan.sessions, { work: writeSession(stage), progress: told('sessions') });
  await writeMove(stage)(ctx, plan.move);
}

function hoa({ families }: DemoPlan, { keys }: Stage) {
  const home = families.filter(({ unit }) => unit === HOA.unit).flatMap(({ members }) => members);
  const found = home.find((p) => p.name === HOA.name && p.birthYear === HOA.birthYear);
  if (!found) throw new Error('the citizen with a sign-in is not there');
  return keyOf(keys, found);
}

async function countAll(ctx: Ctx, progress: Progress): Promise<void> {
  progress('figures', 0, 1);
  while ((await foldRound(ctx)) > 0);
  progress('figures', 1, 1);
}

type Told = (done: number, of: number) => void;

/**
 * Does the work for each in their order: a few in one change, so that the disk is waited for once,
 * and a few changes at once.
 */
async function each<T>(
  ctx: Ctx,
  list: readonly T[],
  { work, progress }: { work: (ctx: Ctx, one: T) => Promise<void>; progress?: Told },
): Promise<void> {
  let next = 0;
  let done = 0;
  progress?.(0, list.length);
  const worker = async () => {
    while (next < list.length) {
      const some = list.slice(next, next + IN_ONE);
      next += some.length;
      await change(ctx, async (ctx) => {
        for (const one of some) await work(ctx, one);
      });
      done += some.length;
      progress?.(done, list.length);
    }
  };
  const workers = Array.from({ length: AT_ONCE }, () =>
    worker().catch((error: unknown) => {
      // Nothing new is begun, and what is under way ends before the error is told.
      next = list.length;
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  await Promise.all(workers);
}
