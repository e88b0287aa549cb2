/** What a machine may be let in for, in the standard's words (xAPI 1.0.3, Communication 4.2). */
export const scopes = [
  'all',
  'statements/write',
  'statements/read/mine',
  'statements/read',
  'state',
  'profile',
] as const;
export type Scope = (typeof scopes)[number];
