import {
  audit,
  type Ctx,
  change,
  dayOf,
  parse,
  Refusal,
  type RoleName,
} from '@suotdoi/core/ground';
import { authoriseGrant, checkLevel, insertRole } from '../insert-role.ts';
import { type NewRole, newRole } from '../model.ts';

/**
 * Gives an account one more role at a unit, from today. Giving it again changes nothing.
 * @throws Refusal `forbidden` accounts.not_allowed, `missing` accounts.account_missing,
 *   `invalid` accounts.role_not_here, accounts.person_needed
 */
export async function grantRole(ctx: Ctx, input: NewRole): Promise<void> {
  const asked = parse(newRole, input);
  await change(ctx, async (ctx) => {
    await authoriseGrant(ctx, asked.role, asked.unit);
    await checkLevel(ctx, asked.role, asked.unit);
    const found = await ctx.db
      .selectFrom('accounts.user as u')
      .leftJoin('accounts.account_person as p', 'p.user_id', 'u.id')
      .select('p.person')
      .where('u.id', '=', asked.account)
      .executeTakeFirst();
    if (!found) throw new Refusal('missing', 'accounts.account_missing');
    if (asked.role === 'citizen' && !found.person) {
      throw new Refusal('invalid', 'accounts.person_needed');
    }
    await insertRole(ctx, asked);
    await audit(ctx, 'accounts.grant', {
      unit: asked.unit,
      subject: asked.account,
      detail: { role: asked.role },
    });
  });
}

/**
 * Takes a role away, at once. Whoever may give a role may take it; the last administrator stays.
 * @param role the role's own id, as in `accountList`
 * @throws Refusal `forbidden` accounts.not_allowed, `missing` accounts.role_missing,
 *   `conflict` accounts.last_administrator
 */
export async function revokeRole(ctx: Ctx, role: string): Promise<void> {
  await change(ctx, async (ctx) => {
    const found = await ctx.db
      .selectFrom('accounts.role')
      .select((e) => [e.ref('role').$castTo<RoleName>().as('role'), 'unit', 'user_id'])
      .where('id', '=', role)
      .executeTakeFirst();
    if (!found) throw new Refusal('missing', 'accounts.role_missing');
    await authoriseGrant(ctx, found.role, found.unit);
    if (found.role === 'administrator') await keepOne(ctx, role);
    await ctx.db
      .updateTable('accounts.role')
      .set({ to_date: dayOf(ctx.now) })
      .where('id', '=', role)
      .where((e) => e.or([e('to_date', 'is', null), e('to_date', '>', dayOf(ctx.now))]))
      .execute();
    await audit(ctx, 'accounts.revoke', {
      unit: found.unit,
      subject: found.user_id,
      detail: { role: found.role },
    });
  });
}

/** Two administrators who take each other's role at the same moment wait for one another here. */
async function keepOne(ctx: Ctx, role: string): Promise<void> {
  const today = dayOf(ctx.now);
  const held = await ctx.db
    .selectFrom('accounts.role')
    .select('id')
    .where('role', '=', 'administrator')
    .where((e) => e.or([e('to_date', 'is', null), e('to_date', '>', today)]))
    .orderBy('id')
    .forUpdate()
    .execute();
  if (held.every(({ id }) => id === role)) {
    throw new Refusal('conflict', 'accounts.last_administrator');
  }
}
