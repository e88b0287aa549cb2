import { Refusal } from '@suotdoi/core/ground';
import type { Scope } from './scopes.ts';
import type { Who } from './who.ts';

/** One learner's try at one activity: a token for it reaches nothing else. */
export interface Attempt {
  readonly agent: Who;
  readonly registration: string;
}

/** What a request may do: its credentials' scopes, and the attempt that a token is held to. */
export interface Grant {
  readonly scopes: ReadonlySet<string>;
  readonly attempt: Attempt | null;
}

/** Whether one of these scopes, or `all`, was granted. */
export function granted(grant: Grant, ...wanted: Scope[]): boolean {
  return grant.scopes.has('all') || wanted.some((scope) => grant.scopes.has(scope));
}

/** @throws Refusal `forbidden` record.no_scope {scope} */
export function need(grant: Grant, ...wanted: Scope[]): void {
  if (granted(grant, ...wanted)) return;
  throw new Refusal('forbidden', 'record.no_scope', { values: { scope: wanted[0] ?? 'all' } });
}
