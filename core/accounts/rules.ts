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
  /** Write the numbers of a place into the lessons: whom to call, where to ask. */
  'channels.fill': ['administrator', 'national_officer', 'province_officer', 'commune_officer'],
  /** Let a machine in, or shut it out. */
  'clients.manage': ['administrator'],
} as const satisfies Record<string, readonly RoleName[]>;

export type Permission = keyof typeof permissions;

/** Every permission, for tables that cross them all. */
export const permissionNames = Object.keys(permissions) as Permission[];

/** Code of the nation: the root of all units. */
export const NATION = 'VN';

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

/** Whether a holder of `by` may give (or take) the role `granted` within their unit. */
export function mayGrant(granted: RoleName, by: RoleName): boolean {
  if (by === 'administrator') return true;
  if (by !== 'commune_officer') return false;
  return granted === 'village_officer' || granted === 'instructor' || granted === 'citizen';
}

/** Units within which the actor may give or take the role. */
export function grantScope(actor: Actor, granted: RoleName): string[] {
  if (actor.kind === 'system') return [NATION];
  if (actor.kind !== 'account') return [];
  const held = actor.roles.filter(({ role }) => mayGrant(granted, role));
  return [...new Set(held.map(({ unit }) => unit))];
}

const levelsOfRole: Readonly<Record<RoleName, readonly string[]>> = {
  administrator: ['nation', 'province', 'commune', 'village'],
  national_officer: ['nation'],
  province_officer: ['province'],
  commune_officer: ['commune'],
  village_officer: ['village'],
  instructor: ['commune', 'village'],
  reviewer: ['commune', 'village'],
  citizen: ['commune', 'village'],
};

/**
 * Whether a role can be held at a unit of this level. It keeps names near: no role that sees
 * people by name reaches further than a commune.
 */
export function roleFitsLevel(role: RoleName, level: string): boolean {
  return levelsOfRole[role].includes(level);
}

/** After this many wrong passwords within `WAIT_MINUTES` a username has to wait that long. */
export const MISSES = 10;
export const WAIT_MINUTES = 15;

/** Whole minutes still to wait, at least one. */
export function waitMinutes(since: Date, now: Date): number {
  const left = since.getTime() + WAIT_MINUTES * 60_000 - now.getTime();
  return Math.max(1, Math.ceil(left / 60_000));
}

/** An administrator's one-time key holds this long. */
export const INVITATION_DAYS = 7;
