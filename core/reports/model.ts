/** How people are told apart in a report: one at a time, never crossed. */
export const dimensions = ['age', 'sex', 'ethnicity', 'disability', 'place'] as const;
export type Dimension = (typeof dimensions)[number];

/**
 * Those that everybody may read. Not how remote a place is: it is a sum of communes, and with the
 * table of communes it would tell those that are kept back there.
 */
export const publicDimensions = ['age', 'sex', 'ethnicity', 'disability'] as const;
export type PublicDimension = (typeof publicDimensions)[number];

/** How many, of how many. */
export interface Share {
  readonly n: number;
  readonly of: number;
}

/** A part of the people of a unit, `slice` as the figures have it: "age:60-74". */
export interface GroupShare extends Share {
  readonly slice: string;
}

/** A figure that must not be told: fewer than ten people, or kept back so that none can be computed. */
export type Veil = 'few' | 'withheld';
/** A figure as the public reads it. */
export type Told = number | Veil;

export interface PublicShare {
  readonly n: Told;
  readonly of: Told;
}
