import { z } from 'zod';
import { passwordFault } from './password-rules.ts';
import { roles } from './rules.ts';

/** 3 to 30 characters: a to z, digits, dot, underscore. Capitals are made small. */
export const username = z
  .string('accounts.username_shape')
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._]{2,29}$/, 'accounts.username_shape'));

const name = z
  .string('accounts.name_missing')
  .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(2, 'accounts.name_missing').max(80, 'accounts.name_long'));

const password = z.string('accounts.password_short');
const role = z.enum(roles, 'accounts.role_unknown');
const unit = z.string('accounts.unit_missing').min(1, 'accounts.unit_missing');
const account = z.uuid('ground.field_invalid');

function checkPassword(
  { username, password }: { username: string; password: string },
  issues: z.RefinementCtx,
): void {
  const fault = passwordFault(password, username);
  if (fault) issues.addIssue({ code: 'custom', path: ['password'], message: fault });
}

/** What a sign-in form sends. `secure`: the page came over HTTPS. */
export interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly secure: boolean;
}

export const newAccount = z
  .object({
    username,
    name,
    password,
    role,
    unit,
    person: z.object({ shard: z.string().min(1), person: z.uuid() }).optional(),
  })
  .superRefine(checkPassword);
export type NewAccount = z.input<typeof newAccount>;

/** A role for an account at a unit; `until`, if given, is the first day it no longer holds. */
export const newRole = z.object({
  account,
  role,
  unit,
  until: z.iso.date('ground.field_invalid').optional(),
});
export type NewRole = z.input<typeof newRole>;

export const newPassword = z.object({ current: z.string('accounts.password_short'), password });
export type NewPassword = z.input<typeof newPassword>;

/** How the invited administrator will sign in. */
export const firstSignIn = z.object({ username, name, password }).superRefine(checkPassword);
export type FirstSignIn = z.input<typeof firstSignIn>;

/** A password that somebody else sets; its owner changes it at once. */
export const setPassword = z.object({ account, password });
