import { type Ctx, newId, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { syntheticEmail } from './auth.ts';
import { hashPassword } from './passwords.ts';

interface Row {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly person?: PersonKey | undefined;
}

/**
 * Writes the rows better-auth would write when somebody signs up, in our transaction.
 * @throws Refusal `conflict` accounts.username_taken, accounts.person_has_account
 */
export async function insertAccount(ctx: Ctx, row: Row): Promise<string> {
  const id = newId();
  const at = { created_at: ctx.now, updated_at: ctx.now };
  const { username, name, person } = row;
  const made = await ctx.db
    .insertInto('accounts.user')
    .values({ id, name, username, email: syntheticEmail(id), email_verified: false, ...at })
    .onConflict((c) => c.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw taken('username', 'accounts.username_taken');
  const password = await hashPassword(row.password);
  await ctx.db
    .insertInto('accounts.account')
    .values({
      id: newId(),
      account_id: id,
      provider_id: 'credential',
      user_id: id,
      password,
      ...at,
    })
    .execute();
  if (person && !(await insertPerson(ctx, id, person))) {
    throw taken('person', 'accounts.person_has_account');
  }
  return id;
}

async function insertPerson(ctx: Ctx, id: string, person: PersonKey): Promise<boolean> {
  const made = await ctx.db
    .insertInto('accounts.account_person')
    .values({ user_id: id, ...person })
    .onConflict((c) => c.columns(['shard', 'person']).doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return made !== undefined;
}

function taken(path: string, code: string): Refusal {
  return new Refusal('conflict', code, { faults: [{ path, code }] });
}
