import { agent } from './builders.ts';
import type { Statement } from './statement.ts';
import {
  activityTypes,
  extensions,
  type LessonPart,
  lessonActivity,
  resultExtensions,
  verbDisplay,
  verbs,
} from './vocabulary.ts';

// Keys are written in the order of the alphabet: see builders.ts.

/** A lesson finished, or a practice or question within one. `id` is a UUIDv7, kept for life. */
export interface LessonAct extends LessonPart {
  readonly id: string;
  /** The learner's id. */
  readonly person: string;
  /** The version of the course that was learnt. */
  readonly version: string;
  readonly language: string;
  /** Code of the unit where the learner lives. */
  readonly unit: string;
  readonly at: Date;
  /** Whole seconds. */
  readonly seconds: number;
  readonly attempts: number;
  readonly success: boolean;
}

/** A learner finished a lesson, did a practice of it, or answered a question of it. */
export function learnt(act: LessonAct): Statement {
  const verb = act.question === undefined ? 'completed' : 'answered';
  const isPart = act.practice !== undefined || act.question !== undefined;
  const { course, lesson } = act;
  return {
    actor: agent({ person: act.person }),
    context: {
      ...(isPart && {
        contextActivities: {
          parent: [{ id: lessonActivity({ course, lesson }), objectType: 'Activity' as const }],
        },
      }),
      extensions: { [extensions.unit]: act.unit },
      language: act.language,
      revision: act.version,
    },
    id: act.id,
    object: { definition: definitionOf(act), id: lessonActivity(act), objectType: 'Activity' },
    result: {
      ...(verb === 'completed' && { completion: true }),
      duration: `PT${act.seconds}S`,
      extensions: { [resultExtensions.attempts]: act.attempts },
      success: act.success,
    },
    timestamp: act.at.toISOString(),
    verb: { display: verbDisplay[verb], id: verbs[verb] },
  };
}

function definitionOf({ practice, question }: LessonPart): { type: string } {
  if (practice !== undefined) return { type: activityTypes.practice };
  return { type: question === undefined ? activityTypes.lesson : activityTypes.question };
}
