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

/** Villages to be added to a commune: they have no national code, the commune makes its own list. */
export const newVillages = z.object({
  commune: z.string().regex(/^\d{5}$/, 'units.code_invalid'),
  names: z
    .array(
      z
        .string()
        .transform((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim())
        .pipe(z.string().max(80, 'ground.text_too_long')),
    )
    .max(99, 'units.too_many_villages'),
  /** From when; today if absent. */
  from: z.iso.date().optional(),
});

/** What is told beside an official list: its day, and where units and villages went. */
export const listTold = z.object({
  from: z.iso.date('units.date_invalid'),
  successors: z.array(
    z.object({
      code: z.string().regex(/^(\d{2}|\d{5}|\d{5}\.\d{2})$/, 'units.successor_invalid'),
      successor: z.string().regex(/^(\d{2}|\d{5})$/, 'units.successor_invalid'),
      share: z
        .number('units.successor_invalid')
        .positive('units.successor_invalid')
        .max(1, 'units.successor_invalid'),
    }),
  ),
});
