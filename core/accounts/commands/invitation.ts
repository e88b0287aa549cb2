import { randomBytes } from 'node:crypto';
import { audit, type Ctx, change, parse, Refusal, sha256 } from '@suotdoi/core/ground';
import { insertAccount } from '../insert-account.ts';
import { insertRole } from '../insert-role.ts';
import { type FirstSignIn, firstSignIn } from '../model.ts';
import { INVITATION_DAYS, NATION } from '../rules.ts';

/**
 * Makes the one-time key by which an administrator makes their account: printed at first start,
 * or by the command line when no administrator can get in any more. Only the program itself may.
 * It holds for `INVITATION_DAYS` and replaces any key not yet used; only its hash is kept.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` accounts.not_allowed
 */
export async function inviteAdministrator(ctx: Ctx): Promise<string> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  if (ctx.actor.kind !== 'system') throw new Refusal('forbidden', 'accounts.not_allowed');
  const token = randomBytes(24).toString('base64url');
  return change(ctx, async (ctx) => {
    await ctx.db.deleteFrom('accounts.invitation').where('used_at', 'is', null).execute();
    await ctx.db
      .insertInto('accounts.invitation')
      .values({
        digest: sha256(token),
        created_at: ctx.now,
        expires_at: new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000),
      })
      .execute();
    await audit(ctx, 'accounts.invite');
    return token;
  });
}

/**
 * Makes the invited administrator's account. The key itself is the right to do so, once.
 * @returns the account's id
 * @throws Refusal `missing` accounts.invitation_unusable, `conflict` accounts.username_taken
 */
export async function acceptInvitation(
  ctx: Ctx,
  token: string,
  input: FirstSignIn,
): Promise<string> {
  const asked = parse(firstSignIn, input);
  return change(ctx, async (ctx) => {
    const used = await ctx.db
      .updateTable('accounts.invitation')
      .set({ used_at: ctx.now })
      .where('digest', '=', sha256(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', ctx.now)
      .returning('digest')
      .executeTakeFirst();
    if (!used) throw new Refusal('missing', 'accounts.invitation_unusable');
    const account = await insertAccount(ctx, asked);
    await insertRole(ctx, { account, role: 'administrator', unit: NATION });
    await audit(ctx, 'accounts.accept', { subject: account });
    return account;
  });
}
