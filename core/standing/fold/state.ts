import { type Ctx, dayOf, type PersonKey } from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { sql } from 'kysely';
import { bands } from '../person-contributions.ts';
import { rebuildTallies } from './tally.ts';

/** Whoever holds this lock folds: one at a time, over all processes on the database. */
export const FOLD_LOCK = 7_204_002;

export interface FoldState {
  /** Units have changed since figures began: today's map is counted beside the old ones. */
  readonly twoMaps: boolean;
  /** The list of units is another one than at the last round: villages may be new. */
  readonly unitsChanged: boolean;
  /** The last year for which people's ages are counted. */
  readonly horizon: number;
}

interface Row {
  readonly revision: number;
  readonly folded: number | null;
  readonly two_maps: boolean | null;
  readonly horizon: number | null;
}

/**
 * How figures are to be folded now. When the list of units has changed since the last round,
 * everything is counted again first, on the new places. When a year has come near, people who
 * reach another age in it are put on the list.
 */
export async function foldState(ctx: Ctx): Promise<FoldState> {
  const { rows } = await sql<Row>`
    select r.n as revision, f.units_revision as folded, f.two_maps, f.horizon
    from units.v_revision r left join standing.fold_state f on true
  `.execute(ctx.db);
  const row = rows[0] ?? { revision: 0, folded: null, two_maps: null, horizon: null };
  const unitsChanged = row.revision !== row.folded;
  const horizon = Math.max(row.horizon ?? 0, Number(dayOf(ctx.now).slice(0, 4)) + 1);
  const older = row.horizon !== null && horizon > row.horizon;
  if (!unitsChanged && !older) return { twoMaps: row.two_maps ?? false, unitsChanged, horizon };
  if (older) await touchAges(ctx, { from: row.horizon, to: horizon });
  const twoMaps = unitsChanged ? await rebuildTallies(ctx) : (row.two_maps ?? false);
  const state = { folded: ctx.now, units_revision: row.revision, two_maps: twoMaps, horizon };
  await ctx.db
    .insertInto('standing.fold_state')
    .values({ id: true, ...state })
    .onConflict((c) => c.column('id').doUpdateSet(state))
    .execute();
  return { twoMaps, unitsChanged, horizon };
}

/** People who reach the first age of a band in the years after `from` up to `to`. */
async function touchAges(ctx: Ctx, { from, to }: { from: number; to: number }): Promise<void> {
  const years = bands.flatMap((age) =>
    Array.from({ length: to - from }, (_, i) => from + 1 + i - age),
  );
  const { rows } = await sql<PersonKey>`
    select shard, id as person from people.v_person_fact
    where birth_year = any(${years}::int[])`.execute(ctx.db);
  await touchPeople(ctx, rows);
}

/** Says until when figures hold everything that was recorded. */
export async function markFolded(ctx: Ctx): Promise<void> {
  await ctx.db.updateTable('standing.fold_state').set({ folded: ctx.now }).execute();
}
