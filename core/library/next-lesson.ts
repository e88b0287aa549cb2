/** A lesson as far as choosing the next one needs it, in the order of learning. */
export interface Step {
  readonly course: string;
  readonly lesson: string;
  readonly skills: readonly string[];
  /** `MAY1`, or `ky-nang-so-co-ban:MAY1` of another course. */
  readonly prerequisites: readonly string[];
}

/** What decides which lesson is next. */
export interface Reached {
  /** `course:lesson` of the lessons finished. */
  readonly finished: ReadonlySet<string>;
  /** Codes of skills shown to somebody. */
  readonly shown: ReadonlySet<string>;
  /** `course:lesson` of the lesson begun last and not finished. */
  readonly begun?: string | undefined;
  /** Codes of skills the standard still asks for, the next one first. */
  readonly wanted: readonly string[];
}

export const stepKey = ({ course, lesson }: Pick<Step, 'course' | 'lesson'>): string =>
  `${course}:${lesson}`;

/** Is this lesson behind the learner: finished, or all it teaches shown? */
export function isBehind(step: Step, { finished, shown }: Reached): boolean {
  if (finished.has(stepKey(step))) return true;
  return step.skills.length > 0 && step.skills.every((code) => shown.has(code));
}

/** Which lessons of the prerequisites are not behind the learner, in the order they are named. */
export function missingBefore(
  step: Step,
  steps: ReadonlyMap<string, Step>,
  reached: Reached,
): string[] {
  return step.prerequisites
    .map((name) => (name.includes(':') ? name : `${step.course}:${name}`))
    .filter((key) => {
      const before = steps.get(key);
      return before !== undefined && !isBehind(before, reached);
    });
}

/**
 * The lesson to learn next: the one begun, else the first that teaches what the standard still asks
 * for, else the first in order. Its prerequisites are behind the learner. Null when all is learnt.
 */
export function nextLesson(steps: readonly Step[], reached: Reached): Step | null {
  const byKey = new Map(steps.map((step) => [stepKey(step), step]));
  const open = steps.filter(
    (step) => !isBehind(step, reached) && missingBefore(step, byKey, reached).length === 0,
  );
  const begun = open.find((step) => stepKey(step) === reached.begun);
  const wanted = reached.wanted.flatMap(
    (code) => open.find(({ skills }) => skills.includes(code)) ?? [],
  );
  return begun ?? wanted[0] ?? open[0] ?? null;
}
