import {
  audit,
  type Ctx,
  change,
  dayOf,
  parse,
  Refusal,
  type RoleName,
} from '@suotdoi/core/ground';
import { authoriseGrant } from '../insert-role.ts';
import { setPassword } from '../model.ts';
import { passwordFault } from '../password-rules.ts';
import { hashPassword } from '../passwords.ts';

/**
 * Ends every session of the actor's own account, this one too, also on lost phones.
 * @throws Refusal `unknown` accounts.sign_in_first
 */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  await change(ctx, async (ctx) => {
    await endAll(ctx, actor.id);
    await audit(ctx, 'accounts.sign_out_everywhere', { subject: actor.id });
  });
}

/**
 * Ends every session of somebody else's account: a phone was lost, or they left.
 * @throws Refusal `forbidden` accounts.not_allowed, `missing` accounts.account_missing
 */
export async function endSessions(ctx: Ctx, account: string): Promise<void> {
  await change(ctx, async (ctx) => {
    await authoriseKeeper(ctx, account);
    await endAll(ctx, account);
    await audit(ctx, 'accounts.end_sessions', { subject: account });
  });
}

/**
 * Sets a temporary password for somebody who forgot theirs, and ends their sessions. Until they
 * have changed it, the account can do nothing else.
 * @throws Refusal `forbidden` accounts.not_allowed, `missing` accounts.account_missing, `invalid`
 *   a fault of the password, accounts.no_username (signs in by card only)
 */
export async function setTemporaryPassword(
  ctx: Ctx,
  input: { account: string; password: string },
): Promise<{ name: string; username: string }> {
  const { account, password } = parse(setPassword, input);
  return change(ctx, async (ctx) => {
    const { name, username } = await authoriseKeeper(ctx, account);
    if (!username) throw new Refusal('invalid', 'accounts.no_username');
    const code = passwordFault(password, username);
    if (code) throw new Refusal('invalid', code, { faults: [{ path: 'password', code }] });
    await ctx.db
      .updateTable('accounts.account')
      .set({ password: await hashPassword(password), updated_at: ctx.now })
      .where('user_id', '=', account)
      .where('provider_id', '=', 'credential')
      .execute();
    const by = ctx.actor.kind === 'account' ? ctx.actor.id : ctx.actor.kind;
    await ctx.db
      .insertInto('accounts.temporary')
      .values({ user_id: account, since: ctx.now, set_by: by })
      .onConflict((c) => c.column('user_id').doUpdateSet({ since: ctx.now, set_by: by }))
      .execute();
    await endAll(ctx, account);
    await ctx.db.deleteFrom('accounts.miss').where('username', '=', username).execute();
    await audit(ctx, 'accounts.set_password', { subject: account });
    return { name, username };
  });
}

async function endAll(ctx: Ctx, account: string): Promise<void> {
  await ctx.db.deleteFrom('accounts.session').where('user_id', '=', account).execute();
}

/**
 * Who may give every role that an account holds keeps the account: whoever sets a password could
 * sign in by it. An account without any role is the administrator's.
 */
async function authoriseKeeper(
  ctx: Ctx,
  account: string,
): Promise<{ name: string; username: string | null }> {
  const today = dayOf(ctx.now);
  const found = await ctx.db
    .selectFrom('accounts.user')
    .select(['name', 'username'])
    .where('id', '=', account)
    .executeTakeFirst();
  if (!found) throw new Refusal('missing', 'accounts.account_missing');
  const held = await ctx.db
    .selectFrom('accounts.role')
    .select((e) => [e.ref('role').$castTo<RoleName>().as('role'), 'unit'])
    .where('user_id', '=', account)
    .where((e) => e.or([e('to_date', 'is', null), e('to_date', '>', today)]))
    .execute();
  if (held.length === 0) await authoriseGrant(ctx, 'administrator', 'VN');
  // batch: an account holds a few roles; each is looked up only outside the keeper's own unit
  for (const { role, unit } of held) await authoriseGrant(ctx, role, unit);
  return found;
}
