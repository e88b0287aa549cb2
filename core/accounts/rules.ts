import type { Actor, RoleName } from '@suotdoi/core/ground';

/** Every role, from the widest reach to the narrowest. */
export const roles = [
  'administrator',
  'national_officer',
  'province_officer',
  'commune_officer',
  'village_officer',
  'instructor',
  'reviewer',
  'citizen',
] as const satisfies readonly RoleName[];

const officers = [
  'national_officer',
  'province_officer',
  'commune_officer',
  'village_officer',
] as const satisfies readonly RoleName[];

/** Those who work with people by name, in their own village or commune. */
const near = ['commune_officer', 'village_officer', 'instructor'] as const satisfies RoleName[];

/**
 * Which roles carry which permission, at the role's unit and everything within it. Least data:
 * names are for those who meet the people; a province, the nation and the administrator of the
 * machine see figures and pseudonymous acts only.
 */
export const permissions = {
  /** See and change any account, and grant any role. */
  'accounts.manage': ['administrator'],
  /** Make accounts for the people one works with, and list them (which roles: `mayGrant`). */
  'accounts.grant': ['administrator', 'commune_officer'],
  /** Make, rename, merge and split units. */
  'units.edit': ['administrator', 'province_officer', 'commune_officer'],
  /** Register families and their members, with consent. */
  'people.register': [...near],
  /** See people by name. */
  'people.see': [...near, 'reviewer'],
  /** Run a session and mark what was shown. */
  'learning.teach': [...near],
  /** See sessions. */
  'learning.see': [...near, 'reviewer', 'province_officer', 'national_officer'],
  /** See figures of a unit. A citizen sees those of their commune. */
  'figures.see': [...officers, 'reviewer', 'instructor', 'administrator', 'citizen'],
  /** Set targets of a plan. */
  'targets.set': ['national_officer', 'province_officer', 'commune_officer'],
  /** See statements of the record, which name people by pseudonym. */
  'record.see': [...officers, 'reviewer'],
  /** Write statements into the record. Machines hold this for their unit, and nothing else. */
  'record.write': [...near],
  /** Let a machine in, or shut it out. */
  'clients.manage': ['administrator'],
} as const satisfies Record<string, readonly RoleName[]>;

export type Permission = keyof typeof permissions;

/** Every permission, for tables that cross them all. */
export const permissionNames = Object.keys(permissions) as Permission[];

/** Code of the nation: the root of all units. */
const NATION = 'VN';

/** Whether this role carries the permission at all. */
export function roleMay(role: RoleName, permission: Permission): boolean {
  return (permissions[permission] as readonly RoleName[]).includes(role);
}

/**
 * Units at which the actor holds the permission; it reaches everything within them. Used in a
 * query's SQL: `exists (select 1 from units.v_ancestry a where a.unit = x.unit and
 * a.valid_to is null and a.ancestor = any(scope))`. Empty: the actor sees nothing.
 */
export function scopeUnits(actor: Actor, permission: Permission): string[] {
  if (actor.kind === 'system') return [NATION];
  if (actor.kind === 'client') return permission === 'record.write' ? [actor.unit] : [];
  if (actor.kind === 'nobody') return [];
  const held = actor.roles.filter(({ role }) => roleMay(role, permission));
  return [...new Set(held.map(({ unit }) => unit))];
}

/** Whether the actor holds the permission anywhere: for showing a link, never for letting in. */
export function may(actor: Actor, permission: Permission): boolean {
  return scopeUnits(actor, permission).length > 0;
}
