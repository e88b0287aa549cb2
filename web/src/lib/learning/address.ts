/** How a learner is spoken to: "bác", "anh", "chị" and so on, or without any word. */
export type Address = (typeof words)[number] | 'none';

const words = ['bac', 'co', 'chu', 'anh', 'chi', 'em', 'ban'] as const;

interface Spoken {
  readonly birthYear: number;
  readonly sex: string | null;
  /** What they chose when they signed up. */
  readonly address?: string | null;
}

/**
 * As they chose; otherwise elders are "bác", grown-ups "anh" or "chị" where the sex is known, and
 * for everybody else the word is left out, which offends nobody.
 */
export function addressOf({ birthYear, sex, address }: Spoken, year: number): Address {
  const chosen = words.find((word) => word === address);
  if (chosen) return chosen;
  const age = year - birthYear;
  if (age >= 55) return 'bac';
  if (age < 18 || sex === null) return 'none';
  return sex === 'female' ? 'chi' : 'anh';
}

/** The name one is called by: the last word of a Vietnamese name. */
export function givenName(name: string): string {
  return name.split(' ').at(-1) ?? name;
}

/** The word itself, for lessons, which cannot do without one: "bạn" where none is known. */
export function spokenWord(address: Address): string {
  const spoken = { bac: 'bác', co: 'cô', chu: 'chú', anh: 'anh', chi: 'chị', em: 'em' } as const;
  return address === 'none' || address === 'ban' ? 'bạn' : spoken[address];
}
