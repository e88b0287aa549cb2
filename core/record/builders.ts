import type { Statement } from './statement.ts';
import {
  activityTypes,
  extensions,
  homePages,
  type Mode,
  sessionActivity,
  skillActivity,
  type VerbName,
  verbDisplay,
  verbs,
} from './vocabulary.ts';
import type { Account, Who } from './who.ts';

// Keys are written in the order of the alphabet, so that a statement's text is its canonical text
// (see digest.ts) and need not be made twice.

/** Someone in a statement of ours: a person of the register, or an account (officer, instructor). */
export type Named = { readonly person: string } | { readonly account: string };

/** What every act in a hand-in-hand session tells. `id` is a new UUIDv7, kept for life. */
export interface SessionAct {
  readonly id: string;
  /** The session's id. */
  readonly session: string;
  /** Code of the unit where it happened. */
  readonly unit: string;
  readonly at: Date;
  readonly sharedDevice?: boolean;
  readonly witness?: Named;
  /** The place in words; never a person's name. */
  readonly place?: string;
}

export interface Attended extends SessionAct {
  /** The learner's id. */
  readonly person: string;
  readonly helper?: Named;
  readonly minutes?: number;
}

export interface Demonstrated extends SessionAct {
  /** The learner's id. */
  readonly person: string;
  /** Code of the skill, as `AT1`. */
  readonly skill: string;
  readonly mode: Mode;
  /** Before whom, and who helped if it was not alone. Nothing is shown without a witness. */
  readonly helper: Named;
}

export interface Taught extends SessionAct {
  readonly by: Named;
  readonly minutes?: number;
}

export interface Voids {
  readonly id: string;
  /** Id of the statement that was a mistake. */
  readonly target: string;
  readonly by: Named;
  /** Where the mistake happened, so that those who saw the act see its voiding. */
  readonly unit?: string;
  readonly at: Date;
}

/** A learner was at a session. */
export function attended(act: Attended): Statement {
  return ofSession(act, { actor: { person: act.person }, verb: 'attended', helper: act.helper });
}

/** An instructor (or a helping neighbour) taught at a session. */
export function taught(act: Taught): Statement {
  return ofSession(act, { actor: act.by, verb: 'taught' });
}

/** A learner showed a skill at a session: alone, with a prompt, or with help. */
export function demonstrated(act: Demonstrated): Statement {
  return {
    actor: agent({ person: act.person }),
    context: {
      contextActivities: { parent: [session(act)] },
      extensions: about(act, act.mode),
      instructor: agent(act.helper),
      registration: act.session,
    },
    id: act.id,
    object: { definition: aSkill, id: skillActivity(act.skill), objectType: 'Activity' },
    timestamp: act.at.toISOString(),
    verb: verbOf.demonstrated,
  };
}

/** An earlier statement was a mistake. It stays in the record and counts no more. */
export function voids(act: Voids): Statement {
  const { unit } = act;
  return {
    actor: agent(act.by),
    ...(unit === undefined ? {} : { context: { extensions: { [extensions.unit]: unit } } }),
    id: act.id,
    object: { id: act.target, objectType: 'StatementRef' },
    timestamp: act.at.toISOString(),
    verb: verbOf.voided,
  };
}

/** How someone is named in a statement: by pseudonymous account, never by name. */
export function agent(who: Named): Who & { account: Account } {
  const account =
    'person' in who
      ? { homePage: homePages.people, name: who.person }
      : { homePage: homePages.accounts, name: who.account };
  return { account, objectType: 'Agent' };
}

// Parts that are the same in every statement are made once.
const verbOf = {
  attended: verb('attended'),
  demonstrated: verb('demonstrated'),
  taught: verb('taught'),
  voided: verb('voided'),
};
const aSkill = { type: activityTypes.skill };
const aSession = { type: activityTypes.handInHandSession };

function ofSession(
  act: SessionAct & { readonly minutes?: number },
  told: { actor: Named; verb: 'attended' | 'taught'; helper?: Named | undefined },
): Statement {
  return {
    actor: agent(told.actor),
    context: {
      extensions: about(act),
      ...(told.helper === undefined ? {} : { instructor: agent(told.helper) }),
      registration: act.session,
    },
    id: act.id,
    object: session(act),
    ...(act.minutes === undefined ? {} : { result: { duration: `PT${act.minutes}M` } }),
    timestamp: act.at.toISOString(),
    verb: verbOf[told.verb],
  };
}

function verb(name: VerbName): Statement['verb'] {
  return { display: verbDisplay[name], id: verbs[name] };
}

function session(act: SessionAct) {
  const objectType = 'Activity' as const;
  return { definition: aSession, id: sessionActivity(act.session), objectType };
}

function about(act: SessionAct, mode?: Mode): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  if (mode !== undefined) told[extensions.mode] = mode;
  if (act.place !== undefined) told[extensions.place] = act.place;
  if (act.sharedDevice !== undefined) told[extensions.sharedDevice] = act.sharedDevice;
  told[extensions.unit] = act.unit;
  if (act.witness !== undefined) told[extensions.witness] = agent(act.witness);
  return told;
}
