import { nobody } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase, testNow } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  acceptInvitation,
  authSecret,
  createAuth,
  hasAdministrator,
  inviteAdministrator,
  revokeRole,
  signIn,
} from './index.ts';
import { actorOfAccount } from './session.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('accounts.user').execute();
});

const form = (username: string) => ({
  username,
  name: 'Quản trị',
  password: 'con trâu đi trước',
});
const accept = (token: string, username: string, now = testNow) =>
  acceptInvitation(t.ctx(nobody, now), token, form(username)).then(
    () => 'yes',
    (error: { code?: string }) => error.code ?? Promise.reject(error),
  );
const daysOn = (days: number) => new Date(testNow.getTime() + days * 86_400_000);

test('the first administrator makes their account by the printed key and signs in', async () => {
  expect(await hasAdministrator(t.ctx())).toBe(false);
  const token = await inviteAdministrator(t.ctx());
  const id = await acceptInvitation(t.ctx(nobody), token, form('quantri'));
  expect(await hasAdministrator(t.ctx())).toBe(true);
  const actor = await actorOfAccount(t.db, id, testNow);
  expect(actor.roles).toEqual([{ role: 'administrator', unit: 'VN' }]);
  const auth = createAuth({ db: t.db, secret: await authSecret(t.db) });
  const entered = await signIn(t.ctx(nobody), auth, { ...form('quantri'), secure: false });
  expect(entered.actor.id).toBe(id);
});

test('a key opens once, even for two at the same moment', async () => {
  const token = await inviteAdministrator(t.ctx());
  const both = await Promise.all([accept(token, 'mot'), accept(token, 'hai')]);
  expect(both.sort()).toEqual(['accounts.invitation_unusable', 'yes']);
  expect(await accept(token, 'lan')).toBe('accounts.invitation_unusable');
});

test('a key lasts seven days, a newer one ends it, and a made-up one opens nothing', async () => {
  const first = await inviteAdministrator(t.ctx());
  expect(await accept(first, 'mot', daysOn(7))).toBe('accounts.invitation_unusable');
  const second = await inviteAdministrator(t.ctx());
  expect(await accept(first, 'mot')).toBe('accounts.invitation_unusable');
  expect(await accept('bia-ra', 'mot')).toBe('accounts.invitation_unusable');
  expect(await accept(second, 'mot', daysOn(6.9))).toBe('yes');
});

test('a key is not used up by a form with a fault', async () => {
  const token = await inviteAdministrator(t.ctx());
  const weak = { ...form('mot'), password: 'password' };
  const no = await acceptInvitation(t.ctx(nobody), token, weak).catch((error) => error);
  expect(no.faults).toEqual([{ path: 'password', code: 'accounts.password_common' }]);
  expect(await accept(token, 'mot')).toBe('yes');
  const next = await inviteAdministrator(t.ctx());
  expect(await accept(next, 'mot')).toBe('accounts.username_taken');
  expect(await accept(next, 'hai')).toBe('yes');
});

test('only the hash of a key is kept, and only the program itself makes one', async () => {
  const token = await inviteAdministrator(t.ctx());
  const kept = await t.db.selectFrom('accounts.invitation').selectAll().execute();
  expect(JSON.stringify(kept.map((row) => row.digest.toString('base64url')))).not.toContain(token);
  const id = await acceptInvitation(t.ctx(nobody), token, form('quantri'));
  const administrator = await actorOfAccount(t.db, id, testNow);
  await expect(inviteAdministrator(t.ctx(administrator))).rejects.toThrow('accounts.not_allowed');
  await expect(inviteAdministrator(t.ctx(nobody))).rejects.toThrow('accounts.sign_in_first');
});

test('the last administrator cannot be shut out, not even by two at once', async () => {
  for (const name of ['mot', 'hai']) await accept(await inviteAdministrator(t.ctx()), name);
  const held = await t.db.selectFrom('accounts.role').select('id').execute();
  const taken = await Promise.all(
    held.map(({ id }) =>
      revokeRole(t.ctx(), id).then(
        () => 'yes',
        (error: { code?: string }) => error.code,
      ),
    ),
  );
  expect(taken.sort()).toEqual(['accounts.last_administrator', 'yes']);
});
