import { z } from 'zod';
import { addresses, signupReasons } from './choices.ts';
import { birthYear, consentAsked, personName, uuid, village } from './model.ts';

/** What somebody writes who signs up alone; the password is judged by accounts. */
export const newSignup = z.object({
  id: uuid,
  unit: village,
  name: personName,
  birthYear,
  address: z.enum(addresses, 'people.address_missing'),
  password: z.string('accounts.password_short'),
  /** The wording was read and the box ticked. */
  agreed: z.literal(true, 'people.signup_agree'),
  consent: consentAsked.pick({ wording: true, guardian: true }),
  /** Where the form came from: only a digest is kept, for an hour. */
  from: z.string(),
});

export const confirming = z.object({
  id: uuid,
  /** The officer looked at those who look alike and says this is somebody else. */
  notTheSame: z.boolean().optional(),
});

/** The one who signed up is a person who was registered before. */
export const joiningSignup = z.object({ id: uuid, person: uuid });

export const refusing = z.object({
  id: uuid,
  reason: z.enum(signupReasons, 'people.signup_reason_missing'),
});
