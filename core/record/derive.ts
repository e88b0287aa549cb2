import type { Statement, StatementObject, Who } from './statement.ts';
import { extensions, type Grade, homePages, modes, verbs } from './vocabulary.ts';

/** What is searched, beside the body. */
export interface Derived {
  readonly person: string | null;
  readonly agent: string | null;
  readonly verb: string;
  readonly object: string;
  readonly grade: Grade | null;
  readonly unit: string | null;
  readonly registration: string | null;
  readonly happened: string;
  /** The statement that this one voids. */
  readonly target: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads the searched facts off a statement. An act never happened later than it was received. */
export function derive(statement: Statement, received: Date): Derived {
  const { actor, verb, object, context } = statement;
  const person = personOf(actor);
  const unit = context?.extensions?.[extensions.unit];
  return {
    person,
    agent: person === null ? agentKey(actor) : null,
    verb: verb.id,
    object: objectKey(object),
    grade: gradeOf(statement),
    unit: typeof unit === 'string' ? unit : null,
    registration: context?.registration ?? null,
    happened: effectiveTime(statement.timestamp, received),
    target: verb.id === verbs.voided && isRef(object) ? (object.id ?? null) : null,
  };
}

/** The id of one of our people, if the actor is named so. */
export function personOf(actor: Who): string | null {
  const account = actor.account;
  if (actor.objectType === 'Group' || account?.homePage !== homePages.people) return null;
  return UUID.test(account.name) ? account.name.toLowerCase() : null;
}

/** One text for one identity; null for a group that has none. */
export function agentKey(who: Who): string | null {
  if (who.account) return `${who.account.homePage} ${who.account.name}`;
  if (who.mbox !== undefined) return who.mbox;
  if (who.mbox_sha1sum !== undefined) return `sha1:${who.mbox_sha1sum}`;
  return who.openid ?? null;
}

function objectKey(object: StatementObject): string {
  if (object.objectType === 'Agent' || object.objectType === 'Group') {
    return agentKey(object as Who) ?? 'Group';
  }
  return object.id ?? object.objectType ?? '';
}

function gradeOf(statement: Statement): Grade | null {
  const { verb, context } = statement;
  if (verb.id === verbs.declared) return 'declared';
  if (verb.id === verbs.passed) return 'passed';
  if (verb.id !== verbs.demonstrated) return null;
  const mode = context?.extensions?.[extensions.mode];
  return modes.find((known) => known === mode) ?? null;
}

function effectiveTime(timestamp: string | undefined, received: Date): string {
  const said = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  const at = Number.isNaN(said) ? received.getTime() : Math.min(said, received.getTime());
  return new Date(at).toISOString();
}

function isRef(object: StatementObject): boolean {
  return object.objectType === 'StatementRef';
}
