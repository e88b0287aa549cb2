import { audit, type Ctx, change, parse, Refusal } from '@suotdoi/core/ground';
import { countTry, forgetTries } from '../misses.ts';
import { type NewPassword, newPassword } from '../model.ts';
import { passwordFault } from '../password-rules.ts';
import { hashPassword, isPassword } from '../passwords.ts';

/**
 * Changes the actor's own password and ends all their sessions, also on lost phones; sign in
 * again with the new one to go on. Not inside a transaction: a wrong try must stay counted.
 * @throws Refusal `unknown` accounts.sign_in_first, `too_many` accounts.too_many_tries {minutes},
 *   `invalid` accounts.current_password_wrong or a fault of the new password
 */
export async function changePassword(ctx: Ctx, input: NewPassword): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  const { current, password } = parse(newPassword, input);
  const fault = passwordFault(password, actor.username);
  if (fault) throw wrong('password', fault);
  await countTry(ctx, actor.username);
  const kept = await ctx.db
    .selectFrom('accounts.account')
    .select(['id', 'password'])
    .where('user_id', '=', actor.id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  if (!kept?.password || !(await isPassword(current, kept.password))) {
    throw wrong('current', 'accounts.current_password_wrong');
  }
  const next = await hashPassword(password);
  await change(ctx, async (ctx) => {
    await ctx.db
      .updateTable('accounts.account')
      .set({ password: next, updated_at: ctx.now })
      .where('id', '=', kept.id)
      .execute();
    await ctx.db.deleteFrom('accounts.session').where('user_id', '=', actor.id).execute();
    await ctx.db.deleteFrom('accounts.temporary').where('user_id', '=', actor.id).execute();
    await forgetTries(ctx, actor.username);
    await audit(ctx, 'accounts.password', { subject: actor.id });
  });
}

function wrong(path: string, code: string): Refusal {
  return new Refusal('invalid', code, { faults: [{ path, code }] });
}
