import { audit, type Ctx, change, parse, Refusal } from '@suotdoi/core/ground';
import { insertAccount } from '../insert-account.ts';
import { authoriseGrant, checkLevel, insertRole } from '../insert-role.ts';
import { type NewAccount, newAccount } from '../model.ts';

/**
 * Makes an account with its first role. An administrator may give any role; a commune officer
 * makes village officers, instructors and citizens of their commune.
 * @returns the account's id
 * @throws Refusal `forbidden` accounts.not_allowed, `conflict` accounts.username_taken,
 *   accounts.person_has_account, `invalid` accounts.role_not_here, accounts.person_needed
 */
export async function createAccount(ctx: Ctx, input: NewAccount): Promise<string> {
  const asked = parse(newAccount, input);
  return change(ctx, async (ctx) => {
    await authoriseGrant(ctx, asked.role, asked.unit);
    await checkLevel(ctx, asked.role, asked.unit);
    if (asked.role === 'citizen' && !asked.person) {
      throw new Refusal('invalid', 'accounts.person_needed');
    }
    const account = await insertAccount(ctx, asked);
    await insertRole(ctx, { account, role: asked.role, unit: asked.unit });
    await audit(ctx, 'accounts.create', {
      unit: asked.unit,
      subject: account,
      detail: { role: asked.role },
    });
    return account;
  });
}
