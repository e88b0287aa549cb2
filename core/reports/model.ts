/** How people are told apart in a report: one at a time, never crossed. */
export const dimensions = ['age', 'sex', 'ethnicity', 'disability'] as const;
export type Dimension = (typeof dimensions)[number];

/** Units as they were in the month, or its figures on the map of today. */
export const maps = ['past', 'today'] as const;
export type UnitMap = (typeof maps)[number];

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
