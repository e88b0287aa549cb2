import { z } from 'zod';

/** The twelve pictures, in the order they always stand on the screen: the hand learns the place. */
export const pictures = [
  ...(['house', 'buffalo', 'lotus', 'fish', 'hen', 'hat'] as const),
  ...(['bicycle', 'bamboo', 'drum', 'sun', 'boat', 'key'] as const),
] as const;
export type Picture = (typeof pictures)[number];

/** How many pictures open a card; their order counts. */
export const PICTURES_CHOSEN = 3;

export const chosenPictures = z
  .array(z.enum(pictures, 'cards.pictures_three'))
  .length(PICTURES_CHOSEN, 'cards.pictures_three')
  .refine((chosen) => new Set(chosen).size === chosen.length, 'cards.pictures_differ');

const uuid = z.uuid('ground.field_invalid');
export const personKey = z.object({ shard: z.string().regex(/^\d{5}$/), person: uuid });
const village = z.string().regex(/^\d{5}\.\d{2}$/, 'people.village_missing');

/** Eight fit on a sheet; ten sheets are a morning's cutting. */
export const MOST_CARDS = 80;

export const cardsFor = z.object({
  unit: village,
  people: z.array(personKey).max(MOST_CARDS, 'cards.too_many').default([]),
  households: z
    .array(z.object({ shard: z.string().regex(/^\d{5}$/), id: uuid }))
    .max(MOST_CARDS, 'cards.too_many')
    .default([]),
  spare: z.coerce.number().int().min(0).max(MOST_CARDS, 'cards.too_many').default(0),
});

/** Why a card is no longer good. */
export const revocationReasons = ['lost', 'stolen', 'wrong_person', 'left'] as const;

export const revocation = z.object({
  card: uuid,
  reason: z.enum(revocationReasons, 'cards.reason_missing'),
});

/** A spare card given to somebody: its QR text or its number. */
export const givenCard = z.object({ card: z.string().max(300), person: personKey });

/** What somebody shows to get in: the QR text or the number, three pictures, and whose they are. */
export const shownCard = z.object({
  card: z.string('cards.unreadable').max(300, 'cards.unreadable'),
  pictures: chosenPictures,
  /** Of a household's card: which member. */
  person: uuid.optional(),
});
export type ShownCard = z.input<typeof shownCard>;
