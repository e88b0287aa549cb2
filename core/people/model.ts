import { z } from 'zod';

export {
  addresses,
  type PersonAddress,
  type SignupReason,
  signupReasons,
  type Weekday,
  weekdays,
} from './choices.ts';
export { type GroupKind, type GroupRole, groupKinds, groupRoles } from './group-model.ts';

const tidy = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

export const personName = z
  .string()
  .transform(tidy)
  .pipe(z.string().min(2, 'people.name_missing').max(80, 'people.name_too_long'));

/** Four digits typed in a form; the range is checked against today by the command. */
export const birthYear = z
  .union([z.number(), z.string().trim()])
  .transform(String)
  .pipe(z.string().regex(/^\d{4}$/, 'people.birth_year_four_digits'))
  .transform(Number);

const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();

export const sex = z.enum(['female', 'male']);
export const village = z.string().regex(/^\d{5}\.\d{2}$/, 'people.village_missing');
export const uuid = z.uuid('ground.field_invalid');
export const day = z.iso.date('ground.field_invalid');

/** How a person was asked, so that the answer can be proved later (Law 91/2025/QH15). */
export const consentAsked = z.object({
  wording: z.string().min(1),
  way: z.enum(['spoken', 'paper', 'screen'], 'people.consent_way_missing'),
  witness: optional(personName),
  guardian: optional(personName),
});
export type ConsentAsked = z.output<typeof consentAsked>;

export const newMember = z.object({
  name: personName,
  birthYear,
  sex: optional(sex),
  /** true: agreed; false: refused; absent: not asked yet ("chưa hỏi"). */
  agreed: z.boolean().optional(),
});
export type NewMember = z.output<typeof newMember>;

/** Longest family one form takes; the rest is registered later. */
export const MAX_MEMBERS = 15;

/** One form: a family and its members. `id` is made by the form, so sending it twice is harmless. */
export const newFamily = z
  .object({
    id: uuid,
    unit: village,
    members: z
      .array(newMember)
      .min(1, 'people.family_without_members')
      .max(MAX_MEMBERS, 'people.family_too_large'),
    /** May be left out only when no member was asked. */
    consent: consentAsked.optional(),
    /** The officer looked at the people with the same name and year and says these are others. */
    notTheSame: z.boolean().optional(),
  })
  .superRefine(({ members, consent }, issues) => {
    if (!consent && members.some(({ agreed }) => agreed !== undefined)) {
      issues.addIssue({
        code: 'custom',
        path: ['consent', 'way'],
        message: 'people.consent_way_missing',
      });
    }
  });

/** One person without a family yet, registered on the spot in a session. */
export const newLearner = z.object({
  id: uuid,
  unit: village,
  person: newMember,
  consent: consentAsked,
  notTheSame: z.boolean().optional(),
});

export const personChange = z.object({
  shard: z.string(),
  person: uuid,
  /** The version seen when the form was opened: another change since then is refused. */
  version: z.coerce.number().int(),
  name: personName,
  birthYear,
});

export const personMove = z.object({
  shard: z.string(),
  person: uuid,
  unit: village,
  from: day,
});

export type ConsentAnswer = 'given' | 'refused' | 'withdrawn';

export const consentGiven = z.object({
  shard: z.string(),
  person: uuid,
  answer: z.enum(['given', 'refused', 'withdrawn']),
  asked: consentAsked,
});

/** Two records of one person: `person` is counted at `kept` from now on. */
export const merging = z
  .object({ kept: uuid, person: uuid })
  .refine(({ kept, person }) => kept !== person, 'people.merge_two');

/** Two people who look alike and are not one. */
export const toldApart = z.object({
  people: z.tuple([uuid, uuid]).refine(([a, b]) => a !== b, 'people.merge_two'),
});

/** The wording now in use; earlier versions stay in messages so that an old answer can be read. */
export const CONSENT_WORDING = 'learning_record.2026-11b';
/** The first wording: it said that no identity number is kept. */
export const FIRST_WORDING = 'learning_record.2026-11';

/** An identity number as it was typed; empty takes it away. */
export const idNumberKept = z.object({
  shard: z.string(),
  person: uuid,
  number: z.string().max(40, 'people.id_number_wrong'),
});

/** What a column of somebody's sheet can hold; everything else in it is not read. */
export const importFields = [
  'name',
  'surname',
  'birth',
  'sex',
  'male',
  'female',
  'village',
  'household',
  'head',
  'relation',
  'ethnicity',
  'disability',
  'identity',
] as const;
export type ImportField = (typeof importFields)[number];

/** Which column (counted from 0) holds what. */
export const importMapping = z
  .partialRecord(
    z.enum(importFields),
    z.union([z.literal('').transform(() => undefined), z.coerce.number().int().min(0).max(200)]),
  )
  .transform((chosen) => {
    const filled = Object.entries(chosen).filter(([, column]) => column !== undefined);
    return Object.fromEntries(filled) as ImportMapping;
  });
export type ImportMapping = Partial<Record<ImportField, number>>;
