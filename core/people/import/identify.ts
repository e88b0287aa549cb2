import { foldText, idOf } from '@suotdoi/core/ground';
import { familyKey } from './households.ts';
import type { ListedPerson } from './listed.ts';

/** Namespace of what comes from sheets (RFC 9562 version 5). */
const SHEETS = '3f0c8f0e-6c0b-4d53-9a51-5d6b0c1c7a42';

export interface IdentifiedPerson extends ListedPerson {
  readonly id: string;
  /** Namespace of the person's id; a family only where `household` is told. */
  readonly family: string;
}

/**
 * The same row always gets the same identifier: its village, household, name without marks and
 * birth year. So the same sheet again finds everybody there, whatever was corrected since.
 */
export function identify(people: readonly ListedPerson[]): IdentifiedPerson[] {
  const families = new Map<string, string>();
  return people.map((person) => {
    const key = familyKey(person);
    const family = families.get(key) ?? idOf(SHEETS, key);
    families.set(key, family);
    return { ...person, family, id: idOf(family, `${foldText(person.name)}|${person.birthYear}`) };
  });
}
