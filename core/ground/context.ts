import type { DB } from '@suotdoi/db/schema';
import type { Kysely } from 'kysely';
import type { NodeKey } from './node-key.ts';

/** The database, or inside a change the transaction: the same type, so it cannot be forgotten. */
export type Db = Kysely<DB>;

export type RoleName =
  | 'administrator'
  | 'national_officer'
  | 'province_officer'
  | 'commune_officer'
  | 'village_officer'
  | 'instructor'
  | 'reviewer'
  | 'citizen';

/** A role held at a unit; it reaches everything within that unit. */
export interface HeldRole {
  readonly role: RoleName;
  readonly unit: string;
}

/** A person's key everywhere: the commune of first registration and a UUIDv7. */
export interface PersonKey {
  readonly shard: string;
  readonly person: string;
}

export interface AccountActor {
  readonly kind: 'account';
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly HeldRole[];
  readonly person: PersonKey | null;
  /** The password was set by somebody else: nothing can be done before it is changed. */
  readonly temporary?: true;
}

/** Who acts: a signed-in account, a machine, the program itself (jobs, the command line), or nobody. */
export type Actor =
  | AccountActor
  | { readonly kind: 'client'; readonly id: string; readonly unit: string; readonly name: string }
  | { readonly kind: 'system'; readonly id: string }
  | { readonly kind: 'nobody' };

/** First argument of every command and query. `now` is decided once per request, by the edge. */
export interface Ctx {
  readonly db: Db;
  readonly actor: Actor;
  readonly now: Date;
  /** This node's identity: the home of people first registered here. */
  readonly node: string;
  /** Signs for this node; absent where nothing is signed (the command line, jobs). */
  readonly key?: NodeKey;
}

/** What is written as the author of a row: an account's id, `client:…` or `system:…`; never a name. */
export function actorId(actor: Actor): string {
  if (actor.kind === 'account') return actor.id;
  if (actor.kind === 'nobody') return 'nobody';
  return `${actor.kind}:${actor.id}`;
}

export const nobody: Actor = { kind: 'nobody' };

/** The program acting for itself, e.g. `system('demo')`. Passes every authorisation. */
export function system(id: string): Actor {
  return { kind: 'system', id };
}
