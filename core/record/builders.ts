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
  return {
    id: act.id,
    actor: agent({ person: act.person }),
    verb: verb('attended'),
    object: activity(sessionActivity(act.session), activityTypes.handInHandSession),
    ...minutesOf(act.minutes),
    context: context(act, { helper: act.helper }),
    timestamp: act.at.toISOString(),
  };
}

/** A learner showed a skill at a session: alone, with a prompt, or with help. */
export function demonstrated(act: Demonstrated): Statement {
  return {
    id: act.id,
    actor: agent({ person: act.person }),
    verb: verb('demonstrated'),
    object: activity(skillActivity(act.skill), activityTypes.skill),
    context: {
      ...context(act, { helper: act.helper, mode: act.mode }),
      contextActivities: {
        parent: [activity(sessionActivity(act.session), activityTypes.handInHandSession)],
      },
    },
    timestamp: act.at.toISOString(),
  };
}

/** An instructor (or a helping neighbour) taught at a session. */
export function taught(act: Taught): Statement {
  return {
    id: act.id,
    actor: agent(act.by),
    verb: verb('taught'),
    object: activity(sessionActivity(act.session), activityTypes.handInHandSession),
    ...minutesOf(act.minutes),
    context: context(act, {}),
    timestamp: act.at.toISOString(),
  };
}

/** An earlier statement was a mistake. It stays in the record and counts no more. */
export function voids(act: Voids): Statement {
  return {
    id: act.id,
    actor: agent(act.by),
    verb: verb('voided'),
    object: { objectType: 'StatementRef', id: act.target },
    ...(act.unit === undefined ? {} : { context: { extensions: { [extensions.unit]: act.unit } } }),
    timestamp: act.at.toISOString(),
  };
}

/** How someone is named in a statement: by pseudonymous account, never by name. */
export function agent(who: Named): Who & { readonly account: Account } {
  return {
    objectType: 'Agent',
    account:
      'person' in who
        ? { homePage: homePages.people, name: who.person }
        : { homePage: homePages.accounts, name: who.account },
  };
}

function verb(name: VerbName): Statement['verb'] {
  return { id: verbs[name], display: verbDisplay[name] };
}

function activity(id: string, type: string) {
  return { objectType: 'Activity', id, definition: { type } } as const;
}

function minutesOf(minutes: number | undefined): { result?: object } {
  return minutes === undefined ? {} : { result: { duration: `PT${minutes}M` } };
}

function context(act: SessionAct, more: { helper?: Named | undefined; mode?: Mode }) {
  const ext: Record<string, unknown> = { [extensions.unit]: act.unit };
  if (more.mode !== undefined) ext[extensions.mode] = more.mode;
  if (act.sharedDevice !== undefined) ext[extensions.sharedDevice] = act.sharedDevice;
  if (act.witness !== undefined) ext[extensions.witness] = agent(act.witness);
  if (act.place !== undefined) ext[extensions.place] = act.place;
  return {
    registration: act.session,
    ...(more.helper === undefined ? {} : { instructor: agent(more.helper) }),
    extensions: ext,
  };
}
