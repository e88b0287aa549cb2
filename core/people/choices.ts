/** How one wants to be spoken to. */
export const addresses = ['bac', 'co', 'chu', 'anh', 'chi', 'em', 'ban'] as const;
export type PersonAddress = (typeof addresses)[number];

/** Why somebody who signed up is not taken in. */
export const signupReasons = ['elsewhere', 'not_found', 'twice'] as const;
export type SignupReason = (typeof signupReasons)[number];

/** Days of the week on which somebody can help. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
