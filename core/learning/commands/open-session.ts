import { authorise } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  type PersonKey,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { mayRecordActs, peopleByKey } from '@suotdoi/core/people';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { addedLearners, MAX_LEARNERS, newSession } from '../model.ts';
import { lockSession } from './lock-session.ts';

/**
 * Opens a session with its learners; nothing enters the record yet. Sent twice, opened once.
 * Refuses learners who were not asked for consent (`learning.consent_first`) or are not known.
 */
export async function openSession(ctx: Ctx, input: unknown): Promise<{ id: string }> {
  const session = parse(newSession, input);
  await authorise(ctx, 'learning.teach', session.unit);
  return change(ctx, async (ctx) => {
    const written = await ctx.db
      .insertInto('learning.session')
      .values({
        shard: communeOf(session.unit),
        id: session.id,
        version: 1,
        home_node: ctx.node,
        unit: session.unit,
        held_at: session.heldAt,
        minutes: session.minutes,
        topic: session.topic,
        place: session.place,
        skills: session.skills,
        shared_device: session.sharedDevice,
        instructor: actorId(ctx.actor),
        witness: session.witness ?? null,
        created: ctx.now,
        updated: ctx.now,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 0n) return { id: session.id };
    await seat(ctx, { id: session.id, shard: communeOf(session.unit) }, session.learners);
    await audit(ctx, 'learning.open_session', { unit: session.unit, subject: session.id });
    return { id: session.id };
  });
}

/** Adds learners to an open session, up to ten; those already there are left as they are. */
export async function addLearners(ctx: Ctx, input: unknown): Promise<void> {
  const { session: id, learners } = parse(addedLearners, input);
  await change(ctx, async (ctx) => {
    const session = await lockSession(ctx, id);
    await authorise(ctx, 'learning.teach', session.unit);
    await seat(ctx, session, learners);
  });
}

async function seat(
  ctx: Ctx,
  session: { id: string; shard: string },
  learners: readonly PersonKey[],
): Promise<void> {
  if (learners.length === 0) return;
  await refuseUnready(ctx, learners);
  const seats = JSON.stringify(learners.map((key, i) => ({ ...key, i })));
  await sql`
    insert into learning.attendance (shard, session, person_shard, person, position, present)
    select ${session.shard}, ${session.id}::uuid, l.shard, l.person,
      l.i + (select coalesce(max(a.position) + 1, 0) from learning.attendance a
             where a.shard = ${session.shard} and a.session = ${session.id}::uuid), true
    from json_to_recordset(${seats}::json) as l(shard text, person uuid, i int)
    on conflict do nothing
  `.execute(ctx.db);
  const { n } = await ctx.db
    .selectFrom('learning.attendance')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('shard', '=', session.shard)
    .where('session', '=', session.id)
    .executeTakeFirstOrThrow();
  if (n > MAX_LEARNERS)
    throw new Refusal('invalid', 'learning.too_many_learners', { values: { max: MAX_LEARNERS } });
}

async function refuseUnready(ctx: Ctx, learners: readonly PersonKey[]): Promise<void> {
  const found = await peopleByKey(ctx, learners);
  const known = new Map(found.map((p) => [p.person, p]));
  if (learners.some((l) => known.get(l.person)?.shard !== l.shard))
    throw new Refusal('missing', 'people.unknown_person');
  const unasked = found.find((p) => !mayRecordActs(p.consent));
  if (unasked)
    throw new Refusal('conflict', 'learning.consent_first', { values: { name: unasked.name } });
  const self = ctx.actor.kind === 'account' ? ctx.actor.person?.person : undefined;
  if (self && known.has(self)) throw new Refusal('invalid', 'learning.instructor_is_learner');
}
