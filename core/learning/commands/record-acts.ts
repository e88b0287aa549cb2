import { type Ctx, change, type PersonKey, parse, Refusal } from '@suotdoi/core/ground';
import { mayRecordActs, peopleByKey } from '@suotdoi/core/people';
import { type Recorded, recordStatements } from '@suotdoi/core/record';
import { learnt } from '@suotdoi/core/record/model';
import { type LessonActInput, lessonActs } from '../lesson-model.ts';
import { actMoment } from '../rules.ts';

/**
 * Records what the signed-in learner did in lessons: practices, answers, lessons finished. An id
 * that is here already is left as it is, so sending again is harmless. Lessons count in the habit
 * of learning; no skill counts by them. The course need not be the one on the shelf now.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` learning.no_person,
 *   `conflict` learning.own_consent_first: nothing of this learner may be recorded
 */
export async function recordActs(ctx: Ctx, input: unknown): Promise<Recorded> {
  const { acts, sentAt } = parse(lessonActs, input);
  const key = ownKey(ctx);
  return change(ctx, async (ctx) => {
    const [learner] = await peopleByKey(ctx, [key]);
    if (!learner) throw new Refusal('missing', 'people.unknown_person');
    if (!mayRecordActs(learner.consent)) {
      throw new Refusal('conflict', 'learning.own_consent_first');
    }
    const known = await recordedAlready(ctx, key, acts);
    const fresh = acts.filter((act) => !known.has(act.id));
    const statements = fresh.map(({ kind: _, duration, ...act }) =>
      learnt({
        success: true,
        ...act,
        person: key.person,
        unit: learner.unit,
        at: actMoment(act.at, { now: ctx.now, sentAt }),
        seconds: Math.round(duration / 1000),
      }),
    );
    const { stored } = await recordStatements(
      ctx,
      statements.map((statement) => ({ shard: key.shard, statement })),
    );
    return { stored, already: [...known] };
  });
}

function ownKey({ actor }: Ctx): PersonKey {
  if (actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  const key = actor.kind === 'account' ? actor.person : null;
  if (!key) throw new Refusal('forbidden', 'learning.no_person');
  return key;
}

/** Which of the acts this learner has in the record. Only their own: an id of another is a conflict. */
async function recordedAlready(
  ctx: Ctx,
  key: PersonKey,
  acts: readonly LessonActInput[],
): Promise<Set<string>> {
  const found = await ctx.db
    .selectFrom('record.v_statement')
    .select('id')
    .where('shard', '=', key.shard)
    .where('person', '=', key.person)
    .where(
      'id',
      'in',
      acts.map(({ id }) => id),
    )
    .execute();
  return new Set(found.map(({ id }) => id as string));
}
