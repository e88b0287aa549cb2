import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { lessonPartOf, lessonPrefix, verbs } from '@suotdoi/core/record/model';
import { sql } from 'kysely';

/** What a learner has done of one lesson, whatever its version. */
export interface OwnLesson {
  readonly course: string;
  readonly lesson: string;
  /** When it was first finished; null while it is only begun. */
  readonly finished: Date | null;
  /** When something of it was last done. */
  readonly last: Date;
  /** Ids of the practices done. */
  readonly practices: readonly string[];
  /** Places of the questions answered, from 0. */
  readonly questions: readonly number[];
}

export interface OwnLessons {
  /** `given`: what they do is recorded. */
  readonly consent: string | null;
  /** Latest first. */
  readonly lessons: readonly OwnLesson[];
}

/**
 * The signed-in learner's lessons. Null for readers who are no learner here: guests, and accounts
 * that speak for no person.
 */
export async function ownLessons(ctx: Ctx): Promise<OwnLessons | null> {
  const own = ctx.actor.kind === 'account' ? ctx.actor.person : null;
  if (!own) return null;
  const { rows } = await sql<Omit<OwnLessons, 'lessons'> & { acts: Act[] }>`
    select p.consent, coalesce((select json_agg(json_build_array(a.object, a.verb, a.first, a.last)) from (
        select object, verb, min(happened) as first, max(happened) as last from record.v_act
        where person = ${own.person}::uuid and object like ${`${lessonPrefix}%`}
        group by object, verb) a), '[]') as acts
    from people.v_person p
    where p.shard = ${own.shard} and p.id = ${own.person}::uuid
  `.execute(ctx.db);
  const row = rows[0];
  if (!row) throw new Refusal('missing', 'people.unknown_person');
  const { acts, ...learner } = row;
  return { ...learner, lessons: lessonsOf(acts) };
}

type Act = [object: string, verb: string, first: string, last: string];

function lessonsOf(acts: readonly Act[]): OwnLesson[] {
  const told = acts.flatMap(([object, verb, first, last]) => {
    const part = lessonPartOf(object);
    return part ? [{ ...part, verb, first: new Date(first), last: new Date(last) }] : [];
  });
  return [...Map.groupBy(told, ({ course, lesson }) => `${course}/${lesson}`).values()]
    .map((parts) => {
      const { course, lesson } = parts[0] as (typeof parts)[number];
      const whole = parts.find(
        ({ practice, question, verb }) =>
          practice === undefined && question === undefined && verb === verbs.completed,
      );
      return {
        course,
        lesson,
        finished: whole?.first ?? null,
        last: new Date(Math.max(...parts.map((part) => part.last.getTime()))),
        practices: parts.flatMap(({ practice }) => practice ?? []),
        questions: parts.flatMap(({ question }) => question ?? []),
      };
    })
    .sort((a, b) => b.last.getTime() - a.last.getTime());
}
