import { type Ctx, openDatabase, system, thisNode } from '@suotdoi/core/ground';
import { foldRound } from '@suotdoi/core/standing';
import { loadShippedUnits } from '@suotdoi/core/units';

/** Brings shipped content into the database, in this order. Each step may run at every start. */
const steps: readonly ((ctx: Ctx) => Promise<unknown>)[] = [loadShippedUnits, foldRound];

/** Runs every step on a migrated database. */
export async function prepare(url: string): Promise<void> {
  const { db, close } = openDatabase(url, 2);
  try {
    const now = new Date();
    const ctx = { db, actor: system('prepare'), now, node: await thisNode(db, now) };
    for (const step of steps) await step(ctx);
  } finally {
    await close();
  }
}
