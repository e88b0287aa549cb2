import { hash } from 'node:crypto';
import { isUuid, momentFrom } from './formats.ts';
import type { Statement } from './statement.ts';
import { extensions, type Grade, homePages, modes, verbs } from './vocabulary.ts';
import type { Who } from './who.ts';

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
  readonly target: string | null;
}

/**
 * Reads the searched facts off a statement. An act never happened later than it was `received`, a
 * moment as `Date` writes it.
 */
export function derive(statement: Statement, received: string): Derived {
  const { actor, verb, object, context } = statement;
  const person = personOf(actor);
  const unit = context?.extensions?.[extensions.unit];
  return {
    person,
    agent: person === null ? agentKey(actor) : null,
    verb: verb.id,
    object: objectKey(object),
    grade: gradeOf(statement),
    unit: typeof unit === 'string' && !unit.includes('\n') ? unit : null,
    registration: context?.registration ?? null,
    happened: effectiveTime(statement.timestamp, received),
    target: voidTarget(statement),
  };
}

/** The statement that this one voids. */
export function voidTarget({ verb, object }: Statement): string | null {
  return verb.id === verbs.voided && object.objectType === 'StatementRef' ? object.id : null;
}

/** The id of one of our people, if the actor is named so. */
export function personOf(actor: Who): string | null {
  const account = actor.account;
  if (actor.objectType === 'Group' || account?.homePage !== homePages.people) return null;
  return isUuid(account.name) ? account.name.toLowerCase() : null;
}

/** One text, in one line, for one identity; null for a group that has none. */
export function agentKey(who: Who): string | null {
  const key = who.account
    ? `${who.account.homePage} ${who.account.name}`
    : (who.mbox ?? (who.mbox_sha1sum === undefined ? who.openid : `sha1:${who.mbox_sha1sum}`));
  if (key === undefined) return null;
  const plain = key.length <= INDEXABLE && !key.includes('\n');
  return plain ? key : `sha256:${hash('sha256', key, 'hex')}`;
}

/** Characters that an index entry holds even where each takes four bytes. */
const INDEXABLE = 500;

function objectKey(object: Statement['object']): string {
  if (object.objectType === 'Agent' || object.objectType === 'Group') {
    return agentKey(object) ?? object.objectType;
  }
  return object.objectType === 'SubStatement' ? object.objectType : object.id;
}

function gradeOf({ verb, result, context }: Statement): Grade | null {
  if (verb.id === verbs.declared) return 'declared';
  if (verb.id === verbs.passed) return result?.success === false ? null : 'passed';
  // Shown to nobody is shown by nobody: without an instructor it says nothing.
  if (verb.id !== verbs.demonstrated || context?.instructor === undefined) return null;
  const mode = context.extensions?.[extensions.mode];
  return modes.find((known) => known === mode) ?? null;
}

function effectiveTime(timestamp: string | undefined, received: string): string {
  const said = timestamp === undefined ? null : momentFrom(timestamp);
  return said !== null && said < received ? said : received;
}
