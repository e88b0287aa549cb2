import { actorId, type Ctx, dayOf, newId, Refusal, type RoleName } from '@suotdoi/core/ground';
import { within } from './authorise.ts';
import { grantScope, roleFitsLevel } from './rules.ts';

/**
 * Lets the actor pass if they may give or take this role at this unit.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` accounts.not_allowed
 */
export async function authoriseGrant(ctx: Ctx, role: RoleName, unit: string): Promise<void> {
  if (ctx.actor.kind === 'system') return;
  if (ctx.actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  if (await within(ctx, unit, grantScope(ctx.actor, role))) return;
  throw new Refusal('forbidden', 'accounts.not_allowed');
}

/** @throws Refusal `missing` accounts.unit_missing, `invalid` accounts.role_not_here */
export async function checkLevel(ctx: Ctx, role: RoleName, unit: string): Promise<void> {
  const found = await ctx.db
    .selectFrom('units.v_unit')
    .select('level')
    .where('code', '=', unit)
    .executeTakeFirst();
  if (!found) throw new Refusal('missing', 'accounts.unit_missing');
  if (!roleFitsLevel(role, found.level)) throw new Refusal('invalid', 'accounts.role_not_here');
}

interface Row {
  readonly account: string;
  readonly role: RoleName;
  readonly unit: string;
  readonly until?: string | undefined;
}

/** Gives the role from today. Giving it again changes nothing. */
export async function insertRole(ctx: Ctx, row: Row): Promise<void> {
  await ctx.db
    .insertInto('accounts.role')
    .values({
      id: newId(),
      user_id: row.account,
      role: row.role,
      unit: row.unit,
      from_date: dayOf(ctx.now),
      to_date: row.until ?? null,
      granted_by: actorId(ctx.actor),
    })
    .onConflict((c) =>
      c.columns(['user_id', 'role', 'unit']).where('to_date', 'is', null).doNothing(),
    )
    .execute();
}
