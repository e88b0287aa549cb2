import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { type Permission, scopeUnits } from './rules.ts';

/**
 * Lets the actor pass if they hold the permission at `unit` or at a unit above it today.
 * The program itself always passes. At the role's own unit no query is made; elsewhere one.
 * @throws Refusal `unknown` accounts.sign_in_first for nobody, `forbidden` accounts.not_allowed
 */
export async function authorise(ctx: Ctx, permission: Permission, unit: string): Promise<void> {
  if (ctx.actor.kind === 'system') return;
  if (ctx.actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  const scope = scopeUnits(ctx.actor, permission);
  if (!(await within(ctx, unit, scope))) throw new Refusal('forbidden', 'accounts.not_allowed');
}

/** Whether the actor holds the permission at `unit`: for what a page shows, in place of a refusal. */
export async function isAllowed(ctx: Ctx, permission: Permission, unit: string): Promise<boolean> {
  return ctx.actor.kind === 'system' || within(ctx, unit, scopeUnits(ctx.actor, permission));
}

/** Whether `unit` is one of `scope` or lies within one of them today. */
export async function within(ctx: Ctx, unit: string, scope: readonly string[]): Promise<boolean> {
  if (scope.length === 0) return false;
  if (scope.includes(unit)) return true;
  const found = await ctx.db
    .selectFrom('units.v_ancestry')
    .select('unit')
    .where('unit', '=', unit)
    .where('ancestor', 'in', [...scope])
    .where('valid_to', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
