import {
  accountList,
  createAccount,
  endSessions,
  grantRole,
  may,
  revokeRole,
  setTemporaryPassword,
} from '@suotdoi/core/accounts';
import type { RoleName } from '@suotdoi/core/ground';
import { fail, redirect } from '@sveltejs/kit';
import { temporaryPassword } from '#lib/accounts/temporary-password.ts';
import { type Typed, typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { mayTake, rolesToGive, standpoint } from './scope.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx } = locals;
  const place = await standpoint(locals, url, 'accounts.grant');
  const { rows, more } = await accountList(ctx, place.unit.code);
  const revoking = url.searchParams.get('thoi');
  const giving = url.searchParams.get('giao');
  const keeping = url.searchParams.get('giup');
  const lines = rows.flatMap(({ name, roles }) => roles.map((role) => ({ name, ...role })));
  return {
    ...{ place, more },
    accounts: rows.map((account) => ({
      ...account,
      roles: account.roles.map((role) => ({ ...role, mayTake: mayTake(ctx.actor, role.role) })),
      mayKeep: account.roles.every(({ role }) => mayTake(ctx.actor, role)),
    })),
    roles: rolesToGive(ctx.actor, [place.unit, ...place.below]),
    revoking: lines.find(({ id }) => id === revoking) ?? null,
    giving: rows.find(({ id }) => id === giving) ?? null,
    keeping: rows.find(({ id }) => id === keeping) ?? null,
    mayManageClients: may(ctx.actor, 'clients.manage'),
  };
};

export const actions: Actions = {
  create: (event) =>
    answer(event, 'create', async (one) => {
      const password = temporaryPassword();
      const [name, username] = [one('name'), one('username')];
      // What is no role is refused by the command, in words.
      const role = one('role') as RoleName;
      await createAccount(event.locals.ctx, { name, username, password, role, unit: one('unit') });
      return { name, username: username.trim().toLowerCase(), password };
    }),
  password: (event) =>
    answer(event, 'keep', async (one) => {
      const password = temporaryPassword();
      const account = one('account');
      const known = await setTemporaryPassword(event.locals.ctx, { account, password });
      return { ...known, password };
    }),
  sessions: (event) =>
    answer(event, 'keep', async (one) => {
      await endSessions(event.locals.ctx, one('account'));
      redirect(303, here(event, 'thoat'));
    }),
  grant: (event) =>
    answer(event, 'grant', async (one) => {
      const role = one('role') as RoleName;
      await grantRole(event.locals.ctx, { account: one('account'), role, unit: one('unit') });
      redirect(303, here(event, 'giao'));
    }),
  revoke: (event) =>
    answer(event, 'revoke', async (one) => {
      await revokeRole(event.locals.ctx, one('role'));
      redirect(303, here(event, 'thoi'));
    }),
};

interface Made {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** A refusal goes back to the form it came from. */
async function answer(
  event: RequestEvent,
  which: 'create' | 'grant' | 'revoke' | 'keep',
  work: (one: (name: string) => string) => Promise<Made>,
) {
  const values: Typed = typed(await event.request.formData());
  try {
    const made = await work((name) => values[name]?.[0] ?? '');
    return { message: '', faults: [], values: {}, which, made };
  } catch (error) {
    const { status, data } = formFailure(event.locals.t, error, values);
    return fail(status, { ...data, which, made: null });
  }
}

/** The same unit's page, saying what was done. */
function here({ url }: RequestEvent, done: 'giao' | 'thoi' | 'thoat'): string {
  const query = new URLSearchParams({ xong: done });
  const unit = url.searchParams.get('don-vi');
  if (unit) query.set('don-vi', unit);
  return `/quan-tri?${query}`;
}
