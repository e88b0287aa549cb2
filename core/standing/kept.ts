import { type Ctx, type Db, dayOf } from '@suotdoi/core/ground';

/** Pages of figures that are kept at most, some megabytes. */
const MOST = 200;

interface Kept {
  readonly stamp: string;
  readonly pages: Map<string, Promise<unknown>>;
}

const byDatabase = new WeakMap<Db, Kept>();

/**
 * Figures change only when acts are folded, and many people look at the same ones: what `work` read
 * is kept until the next fold (or day), and those who ask meanwhile wait for the same reading. It is
 * read at one moment, so that parts add up to their wholes. Nothing in it may depend on the reader.
 */
export async function keptUntilFolded<T>(
  ctx: Ctx,
  key: string,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx);
  const state = await ctx.db.selectFrom('standing.v_fold_state').select('round').executeTakeFirst();
  const { pages } = keptOf(ctx.db, `${state?.round} ${dayOf(ctx.now)}`);
  const known = pages.get(key);
  if (known) return known as Promise<T>;
  const reading = atOneMoment(ctx, work);
  pages.set(key, reading);
  reading.catch(() => pages.delete(key));
  const [oldest] = pages.keys();
  if (pages.size > MOST && oldest !== undefined) pages.delete(oldest);
  return reading;
}

function keptOf(db: Db, stamp: string): Kept {
  const known = byDatabase.get(db);
  if (known?.stamp === stamp) return known;
  const fresh = { stamp, pages: new Map<string, Promise<unknown>>() };
  byDatabase.set(db, fresh);
  return fresh;
}

function atOneMoment<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((db) => work({ ...ctx, db }));
}
