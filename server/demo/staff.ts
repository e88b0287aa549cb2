import { accountList, createAccount, grantRole } from '@suotdoi/core/accounts';
import {
  type AccountActor,
  type Ctx,
  change,
  type PersonKey,
  Refusal,
  system,
} from '@suotdoi/core/ground';
import { DEMO_PASSWORD, type SignInOf, signIns, teachersOf } from './accounts.ts';

/** The accounts of the demonstration, as actors. */
export interface Staff {
  by(username: string): AccountActor;
  /** Who registers families in a village. */
  near(village: string): AccountActor;
}

/**
 * Makes the accounts of those who work: the program makes the administrator, the administrator
 * all others. An account that is there already is left as it is.
 */
export async function makeStaff(ctx: Ctx): Promise<Staff> {
  const actors = new Map<string, AccountActor>();
  const known = await accountIds(ctx);
  for (const person of signIns) {
    if (person.roles[0]?.role === 'citizen') continue;
    const by = actors.get('quantri') ?? system('demo');
    const id = known.get(person.username) ?? (await create({ ...ctx, actor: by }, person));
    const { username, name, roles } = person;
    actors.set(username, { kind: 'account', id, username, name, roles, person: null });
  }
  const by = (username: string) => {
    const found = actors.get(username);
    if (!found) throw new Error(`no account ${username}`);
    return found;
  };
  return { by, near: (village) => by(teachersOf(village)[0] ?? 'canbo.phuong') };
}

/** The citizens' accounts, made once their people are registered. */
export async function makeCitizen(ctx: Ctx, person: PersonKey): Promise<void> {
  for (const one of signIns.filter(({ roles }) => roles[0]?.role === 'citizen')) {
    await create(ctx, one, person).catch((error: unknown) => {
      const there = error instanceof Refusal && error.code === 'accounts.username_taken';
      if (!there) throw error;
    });
  }
}

async function create(ctx: Ctx, signIn: SignInOf, person?: PersonKey): Promise<string> {
  const { username, name, roles } = signIn;
  const [first, ...others] = roles;
  if (!first) throw new Error(`${username} has no role`);
  const account = { username, name, password: DEMO_PASSWORD, ...first };
  return change(ctx, async (ctx) => {
    const id = await createAccount(ctx, person ? { ...account, person } : account);
    for (const role of others) await grantRole(ctx, { account: id, ...role });
    return id;
  });
}

async function accountIds(ctx: Ctx): Promise<Map<string, string>> {
  const { rows } = await accountList({ ...ctx, actor: system('demo') }, 'VN');
  return new Map(rows.map(({ username, id }) => [username, id]));
}
