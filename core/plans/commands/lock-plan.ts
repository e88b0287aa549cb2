import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';

/** Whoever changes or closes a unit's plan waits here for whoever does so already. */
export async function lockPlan(ctx: Ctx, unit: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`plans ${unit}`}))`.execute(ctx.db);
}

/**
 * Refuses a form that was opened before somebody else saved: what stands is shown beside what was
 * typed, and nothing is lost. `seen` absent: a program that writes what it was told.
 */
export async function mustBeNewest(
  ctx: Ctx,
  kept: { version: number; set_by: string } | undefined,
  seen: number | undefined,
): Promise<void> {
  if (seen === undefined || seen === (kept?.version ?? 0)) return;
  const by = await ctx.db
    .selectFrom('accounts.v_account')
    .select('name')
    .where('id', '=', kept?.set_by ?? '')
    .executeTakeFirst();
  const values = { name: by?.name ?? '' };
  throw new Refusal('conflict', by ? 'plans.changed_by' : 'plans.changed_meanwhile', { values });
}
