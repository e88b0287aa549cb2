import { z } from 'zod';

export const levels = ['nation', 'province', 'commune', 'village'] as const;
export type Level = (typeof levels)[number];

/** The nation's code; provinces have 2 digits, communes 5, villages a commune's code, a dot and 2 digits. */
export const NATION = 'VN';

export const unitCode = z.string().regex(/^(VN|\d{2}|\d{5}|\d{5}\.\d{2})$/, 'units.code_invalid');

/** A unit as it is today. Names of places are not translated, only their kind is. */
export interface Unit {
  readonly code: string;
  readonly level: Level;
  readonly kind: string;
  readonly parent: string | null;
  readonly name: string;
  readonly nameEn: string;
}

/** Shape of content/units/viet-nam.json. */
export const unitsContent = z.object({
  source: z.string(),
  validFrom: z.string(),
  nation: z.object({ code: z.literal(NATION), name: z.string(), nameEn: z.string() }),
  provinces: z.array(
    z.tuple([z.string().length(2), z.string(), z.string(), z.enum(['city', 'province'])]),
  ),
  communes: z.array(
    z.tuple([
      z.string().length(5),
      z.string().length(2),
      z.string(),
      z.string(),
      z.enum(['ward', 'commune', 'special_zone']),
    ]),
  ),
  villages: z.record(z.string(), z.array(z.string())),
});
export type UnitsContent = z.infer<typeof unitsContent>;
