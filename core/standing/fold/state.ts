import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { rebuildTallies } from './tally.ts';

/** Whoever holds this lock folds: one at a time, over all processes on the database. */
export const FOLD_LOCK = 7_204_002;

export interface FoldState {
  /** Units have changed since figures began: today's map is counted beside the old ones. */
  readonly twoMaps: boolean;
  /** The list of units is another one than at the last round: villages may be new. */
  readonly unitsChanged: boolean;
}

/**
 * How figures are to be folded now. When the list of units has changed since the last round,
 * everything is counted again first, on the new places.
 */
export async function foldState(ctx: Ctx): Promise<FoldState> {
  const { rows } = await sql<{ now: number; folded: number | null; two_maps: boolean | null }>`
    select r.n as now, f.units_revision as folded, f.two_maps
    from units.v_revision r left join standing.fold_state f on true
  `.execute(ctx.db);
  const state = rows[0];
  if (!state || state.now === state.folded)
    return { twoMaps: state?.two_maps ?? false, unitsChanged: false };
  const twoMaps = await rebuildTallies(ctx);
  await keepState(ctx, { revision: state.now, twoMaps });
  return { twoMaps, unitsChanged: true };
}

async function keepState(
  ctx: Ctx,
  { revision, twoMaps }: { revision: number; twoMaps: boolean },
): Promise<void> {
  const state = { folded: ctx.now, units_revision: revision, two_maps: twoMaps };
  await ctx.db
    .insertInto('standing.fold_state')
    .values({ id: true, ...state })
    .onConflict((c) => c.column('id').doUpdateSet(state))
    .execute();
}

/** Says until when figures hold everything that was recorded. */
export async function markFolded(ctx: Ctx): Promise<void> {
  await ctx.db.updateTable('standing.fold_state').set({ folded: ctx.now }).execute();
}
