import { type AccountActor, nobody, type RoleName, system } from '@suotdoi/core/ground';
import { expect, test } from 'vitest';
import { passwordFault } from './password-rules.ts';
import {
  grantScope,
  may,
  mayGrant,
  permissionNames,
  roleFitsLevel,
  roleMay,
  roles,
  scopeUnits,
  waitMinutes,
} from './rules.ts';

const holder = (...held: [RoleName, string][]): AccountActor => ({
  kind: 'account',
  id: 'a',
  name: 'Lan',
  username: 'lan',
  roles: held.map(([role, unit]) => ({ role, unit })),
  person: null,
});

test('each role may do what the table says and nothing else', () => {
  const table = Object.fromEntries(
    roles.map((role) => [role, permissionNames.filter((permission) => roleMay(role, permission))]),
  );
  expect(table).toEqual({
    administrator: [
      'accounts.manage',
      'accounts.grant',
      'units.edit',
      'figures.see',
      'channels.fill',
      'clients.manage',
    ],
    national_officer: ['learning.see', 'figures.see', 'targets.set', 'record.see', 'channels.fill'],
    province_officer: [
      'units.edit',
      'learning.see',
      'figures.see',
      'targets.set',
      'record.see',
      'channels.fill',
    ],
    commune_officer: [
      'accounts.grant',
      'units.edit',
      'people.register',
      'people.see',
      'learning.teach',
      'learning.see',
      'figures.see',
      'targets.set',
      'record.see',
      'record.write',
      'channels.fill',
    ],
    village_officer: [
      'people.register',
      'people.see',
      'learning.teach',
      'learning.see',
      'figures.see',
      'record.see',
      'record.write',
    ],
    instructor: [
      'people.register',
      'people.see',
      'learning.teach',
      'learning.see',
      'figures.see',
      'record.write',
    ],
    reviewer: ['people.see', 'learning.see', 'figures.see', 'record.see'],
    citizen: ['figures.see'],
  });
});

test('no role that sees people by name can be held above a commune', () => {
  const named = roles.filter((role) => roleMay(role, 'people.see'));
  const above = named.filter((r) => roleFitsLevel(r, 'nation') || roleFitsLevel(r, 'province'));
  expect(above).toEqual([]);
});

test('a permission is held only at the units of the roles that carry it', () => {
  const actor = holder(['commune_officer', '16681'], ['province_officer', '40']);
  expect(scopeUnits(actor, 'people.see')).toEqual(['16681']);
  expect(scopeUnits(actor, 'targets.set')).toEqual(['16681', '40']);
  expect(may(actor, 'clients.manage')).toBe(false);
});

test('a machine may write into the record of its unit and do nothing else', () => {
  const machine = { kind: 'client', id: 'c', unit: '16681', name: 'Thư viện' } as const;
  const held = permissionNames.filter((permission) => may(machine, permission));
  expect(held).toEqual(['record.write']);
  expect(scopeUnits(machine, 'record.write')).toEqual(['16681']);
});

test('the program itself may do everything everywhere, nobody may do anything', () => {
  expect(permissionNames.filter((p) => !may(system('fold'), p))).toEqual([]);
  expect(permissionNames.filter((p) => may(nobody, p))).toEqual([]);
});

test('an administrator grants every role, a commune officer those who work in villages', () => {
  const granted = (by: RoleName) => roles.filter((role) => mayGrant(role, by));
  expect(granted('administrator')).toEqual(roles);
  expect(granted('commune_officer')).toEqual(['village_officer', 'instructor', 'citizen']);
  const others = roles.filter((role) => role !== 'administrator' && role !== 'commune_officer');
  expect(others.flatMap(granted)).toEqual([]);
});

test('the right to grant a role does not spread to another role’s unit', () => {
  const actor = holder(['administrator', '16690'], ['commune_officer', '16681']);
  expect(grantScope(actor, 'reviewer')).toEqual(['16690']);
  expect(grantScope(actor, 'instructor')).toEqual(['16690', '16681']);
});

test('a password needs eight characters, and no rule about which', () => {
  expect(passwordFault('bốn mùa', 'lan')).toBe('accounts.password_short');
  expect(passwordFault('bốn mùa x', 'lan')).toBeNull();
  expect(passwordFault('x'.repeat(129), 'lan')).toBe('accounts.password_long');
});

test('the most common passwords and the username are refused', () => {
  expect(passwordFault('12345678', 'lan')).toBe('accounts.password_common');
  expect(passwordFault('MatKhau123', 'lan')).toBe('accounts.password_common');
  expect(passwordFault('Lan.Xom.3', 'lan.xom.3')).toBe('accounts.password_is_username');
});

test('the wait is told in whole minutes, never zero', () => {
  const since = new Date('2026-10-15T03:00:00Z');
  const after = (seconds: number) => waitMinutes(since, new Date(since.getTime() + seconds * 1000));
  expect([after(0), after(61), after(899)]).toEqual([15, 14, 1]);
});
