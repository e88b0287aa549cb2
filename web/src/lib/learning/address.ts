/** How a learner is spoken to: "bác", "anh", "chị", or without any word. */
export type Address = 'bac' | 'anh' | 'chi' | 'none';

/**
 * Until learners choose it themselves: elders are "bác"; grown-ups "anh" or "chị" where the sex is
 * known; for everybody else the word is left out, which offends nobody.
 */
export function addressOf(
  { birthYear, sex }: { birthYear: number; sex: string | null },
  year: number,
): Address {
  const age = year - birthYear;
  if (age >= 55) return 'bac';
  if (age < 18 || sex === null) return 'none';
  return sex === 'female' ? 'chi' : 'anh';
}

/** The name one is called by: the last word of a Vietnamese name. */
export function givenName(name: string): string {
  return name.split(' ').at(-1) ?? name;
}
