import type { SheetLearner } from '@suotdoi/core/learning';
import type { Grade } from '@suotdoi/core/learning/model';
import type { Typed } from '../forms.ts';

/** One learner's part of the sheet, as the page shows it. */
export interface Marked {
  readonly present: boolean;
  readonly marks: Readonly<Record<string, Grade>>;
}

/** Names of a learner's fields: present or not, skills done alone, each skill done with help. */
export const fields = {
  present: (person: string) => `present.${person}`,
  alone: (person: string) => `alone.${person}`,
  help: (person: string, skill: string) => `help.${person}.${skill}`,
} as const;

/**
 * What stands on the sheet for a learner: what was typed, or for one who was not on the page when
 * it was sent, what is kept.
 */
export function markedOf(learner: SheetLearner, values: Typed | undefined): Marked {
  const { person } = learner;
  return values?.[fields.present(person)] ? typedMarks(values, person) : learner;
}

/** The sheet as input of `saveSheet`. */
export function sheetInput(session: string, values: Typed): unknown {
  const people = Object.keys(values).flatMap((name) => /^present\.(.+)$/.exec(name)?.[1] ?? []);
  return {
    session,
    version: values.version?.[0],
    learners: people.map((person) => ({ person, ...typedMarks(values, person) })),
  };
}

function typedMarks(values: Typed, person: string): Marked {
  const marks: Record<string, Grade> = {};
  const help = fields.help(person, '');
  for (const [name, [grade]] of Object.entries(values)) {
    if (!name.startsWith(help) || (grade !== 'prompted' && grade !== 'helped')) continue;
    marks[name.slice(help.length)] = grade;
  }
  for (const skill of values[fields.alone(person)] ?? []) marks[skill] = 'alone';
  return { present: values[fields.present(person)]?.[0] === '1', marks };
}

/** The typed fields without those of a part of the page that is done with. */
export function without(values: Typed, names: readonly string[]): Typed {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !names.some((one) => name.startsWith(one))),
  );
}
