import type { GroupKind, GroupRole } from './group-model.ts';

/** Under this age a guardian answers for the child (Law 91/2025/QH15; 16 is our stricter choice). */
export const GUARDIAN_AGE = 16;

/** Age in full calendar years at the end of a year: only the year of birth is known of many elders. */
export function ageIn(year: number, birthYear: number): number {
  return year - birthYear;
}

export function birthYearIsPossible(birthYear: number, thisYear: number): boolean {
  return birthYear >= thisYear - 120 && birthYear <= thisYear;
}

export function needsGuardian(birthYear: number, thisYear: number): boolean {
  return ageIn(thisYear, birthYear) < GUARDIAN_AGE;
}

/** May an act of this person be recorded? Only a given consent says yes; silence does not. */
export function mayRecordActs(consent: string | null): boolean {
  return consent === 'given';
}

/** Which roles members of a kind of group can have; the first one unless chosen. */
export function rolesWithin(kind: GroupKind): readonly GroupRole[] {
  if (kind === 'school') return ['student', 'trainee', 'member'];
  if (kind === 'agency') return ['member', 'trainee'];
  return ['member'];
}
