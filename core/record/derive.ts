import { isUuid, momentFrom } from './formats.ts';
import { agentKey, indexable } from './identity.ts';
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
  /** The statement that it voids. */
  readonly target: string | null;
  /** The statement that it is about, voiding or not. */
  readonly about: string | null;
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
    verb: indexable(verb.id),
    object: objectKey(object),
    grade: gradeOf(statement),
    unit: typeof unit === 'string' && !unit.includes('\n') ? unit : null,
    registration: context?.registration ?? null,
    happened: effectiveTime(statement.timestamp, received),
    target: voidTarget(statement),
    about: object.objectType === 'StatementRef' ? object.id.toLowerCase() : null,
  };
}

/** The statement that this one voids. */
export function voidTarget({ verb, object }: Statement): string | null {
  return verb.id === verbs.voided && object.objectType === 'StatementRef'
    ? object.id.toLowerCase()
    : null;
}

/** The id of one of our people, if the actor is named so. */
export function personOf(actor: Who): string | null {
  const account = actor.account;
  if (actor.objectType === 'Group' || account?.homePage !== homePages.people) return null;
  return isUuid(account.name) ? account.name.toLowerCase() : null;
}

function objectKey(object: Statement['object']): string {
  if (object.objectType === 'Agent' || object.objectType === 'Group') {
    return agentKey(object) ?? object.objectType;
  }
  return object.objectType === 'SubStatement' ? object.objectType : indexable(object.id);
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
