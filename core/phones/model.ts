import { shownCard } from '@suotdoi/core/cards/model';
import { grades, learnerKey, MAX_LEARNERS, skillCode } from '@suotdoi/core/learning/model';
import { birthYear, personName, sex } from '@suotdoi/core/people/model';
import { z } from 'zod';

const uuid = z.uuid('ground.field_invalid');

/** A phone's own public key: ECDSA P-256, SPKI in base64. It signs files carried by hand. */
const publicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{80,200}={0,2}$/, 'ground.field_invalid')
  .optional();

export const enteringCard = shownCard.extend({ publicKey });
export const enteringAccount = z.object({ publicKey });

/** Most acts in one parcel; a phone with more sends several. */
export const MOST_ACTS = 500;

/** What a phone sends: its clock at the sending, and acts, each looked at on its own. */
export const parcel = z.object({
  sentAt: z.coerce.date('phones.parcel_form'),
  acts: z
    .array(z.looseObject({ id: uuid, kind: z.string(), at: z.coerce.date() }))
    .min(1, 'phones.parcel_form')
    .max(MOST_ACTS, 'phones.parcel_too_large'),
});
export type Parcel = z.output<typeof parcel>;

const place = (max: number, missing: string) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(2, missing).max(max, 'ground.text_too_long'));

/** A hand-in-hand session as a phone kept it: whom it asked, whom it met, what was shown. */
export const evening = z.object({
  id: uuid,
  kind: z.literal('evening'),
  at: z.coerce.date(),
  unit: z.string().regex(/^\d{5}\.\d{2}$/, 'learning.village_missing'),
  minutes: z.number().int().min(10, 'learning.minutes_range').max(300, 'learning.minutes_range'),
  topic: place(120, 'learning.topic_missing'),
  place: place(120, 'learning.place_missing'),
  skills: z.array(skillCode).min(1, 'learning.skills_missing').max(36),
  sharedDevice: z.boolean().default(false),
  /** Wording of the question of consent that was read out. */
  wording: z.string().min(1).max(60),
  /** Answers of people who had not been asked. */
  consents: z
    .array(
      learnerKey.extend({
        answer: z.enum(['given', 'refused']),
        guardian: personName.optional(),
      }),
    )
    .max(MAX_LEARNERS)
    .default([]),
  /** People met for the first time; those who refused are not sent. */
  newLearners: z
    .array(
      z.object({
        id: uuid,
        name: personName,
        birthYear,
        sex: sex.optional(),
        guardian: personName.optional(),
        /** The spare card they were given: QR text or number. */
        card: z.string().max(300).optional(),
      }),
    )
    .max(MAX_LEARNERS)
    .default([]),
  rows: z
    .array(learnerKey.extend({ present: z.boolean(), marks: z.record(skillCode, z.enum(grades)) }))
    .max(MAX_LEARNERS, 'learning.too_many_learners'),
});
export type Evening = z.output<typeof evening>;

/** A parcel that left the phone as a file, for a centre that has no HTTPS. */
export const parcelFile = z.object({
  suotdoi: z.literal('viec-1'),
  device: uuid,
  /** The parcel as JSON text: what is signed, letter by letter. */
  body: z.string().max(2_000_000, 'phones.file_too_large'),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'phones.file_forged'),
});
