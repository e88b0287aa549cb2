import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, idOf, parse, Refusal } from '@suotdoi/core/ground';
import { mayRecordActs, peopleByKey } from '@suotdoi/core/people';
import { recordStatements } from '@suotdoi/core/record';
import { attended, demonstrated, taught, voids } from '@suotdoi/core/record/model';
import { sql } from 'kysely';
import { type Grade, sheet } from '../model.ts';
import { isNothing, mayFillSheet, type SheetChange, type Standing, sheetChange } from '../rules.ts';
import { type LockedSession, lockSession } from './lock-session.ts';

/** Counts of what the sheet now says. */
export interface SavedSheet {
  readonly version: number;
  readonly present: number;
  readonly shownAlone: number;
}

/**
 * Writes a session's sheet into the record, or corrects it: what changed is voided and written
 * again, what did not is left. Saving the same sheet twice writes nothing the second time.
 * Refuses `conflict learning.changed_meanwhile`, `invalid learning.not_yet`, unknown skills, and
 * learners whose consent is missing or was withdrawn.
 */
export async function saveSheet(ctx: Ctx, input: unknown): Promise<SavedSheet> {
  const filled = parse(sheet, input);
  return change(ctx, async (ctx) => {
    const session = await lockSession(ctx, filled.session);
    await authorise(ctx, 'learning.teach', session.unit);
    if (!mayFillSheet(session.held_at, ctx.now)) throw new Refusal('invalid', 'learning.not_yet');
    const skills = new Set(session.skills);
    for (const { marks } of filled.learners) {
      const foreign = Object.keys(marks).find((skill) => !skills.has(skill));
      if (foreign)
        throw new Refusal('invalid', 'learning.skill_not_in_session', {
          values: { skill: foreign },
        });
    }
    const seats = await seatsOf(ctx, session);
    const result = sheetChange([...seats.values()], filled.learners);
    if (!isNothing(result)) {
      if (session.version !== filled.version)
        throw new Refusal('conflict', 'learning.changed_meanwhile');
      await refuseWithoutConsent(ctx, seats, result);
      await writeChange(ctx, { session, seats, result });
      await audit(ctx, 'learning.save_sheet', { unit: session.unit, subject: session.id });
    }
    const shown = filled.learners.filter((l) => l.present);
    return {
      version: session.version + (isNothing(result) ? 0 : 1),
      present: shown.length,
      shownAlone: shown.flatMap((l) => Object.values(l.marks)).filter((g) => g === 'alone').length,
    };
  });
}

interface Seat extends Standing {
  readonly shard: string;
}

async function seatsOf(ctx: Ctx, session: LockedSession): Promise<Map<string, Seat>> {
  const attendance = await ctx.db
    .selectFrom('learning.attendance')
    .select(['person_shard', 'person', 'present', 'statement'])
    .where('shard', '=', session.shard)
    .where('session', '=', session.id)
    .execute();
  const marks = await ctx.db
    .selectFrom('learning.mark')
    .select(['person', 'skill', 'grade', 'statement'])
    .where('shard', '=', session.shard)
    .where('session', '=', session.id)
    .execute();
  const byPerson = Map.groupBy(marks, (m) => m.person);
  return new Map(
    attendance.map((a) => [
      a.person,
      {
        shard: a.person_shard,
        person: a.person,
        present: a.present,
        attendance: a.statement,
        marks: new Map(
          (byPerson.get(a.person) ?? []).map((m) => [
            m.skill,
            { grade: m.grade as Grade, statement: m.statement },
          ]),
        ),
      },
    ]),
  );
}

async function refuseWithoutConsent(
  ctx: Ctx,
  seats: ReadonlyMap<string, Seat>,
  result: SheetChange,
): Promise<void> {
  const people = new Set([...result.attended, ...result.marks.map((m) => m.person)]);
  const keys = [...people].map((person) => ({ shard: seats.get(person)?.shard ?? '', person }));
  if (keys.length === 0) return;
  const unasked = (await peopleByKey(ctx, keys)).find((p) => !mayRecordActs(p.consent));
  if (unasked)
    throw new Refusal('conflict', 'learning.consent_first', { values: { name: unasked.name } });
}

interface Work {
  readonly session: LockedSession;
  readonly seats: ReadonlyMap<string, Seat>;
  readonly result: SheetChange;
}

async function writeChange(ctx: Ctx, { session, seats, result }: Work): Promise<void> {
  const revision = session.version + 1;
  const helper = { account: session.instructor };
  const act = (name: string) => ({
    id: idOf(session.id, `${revision}:${name}`),
    session: session.id,
    unit: session.unit,
    at: session.held_at,
    sharedDevice: session.shared_device,
    helper,
  });
  const shardOf = (person: string) => seats.get(person)?.shard ?? session.shard;
  const present = result.attended.map((person) => ({
    person,
    statement: attended({ ...act(`attended:${person}`), person, minutes: session.minutes }),
  }));
  const marks = result.marks.map((m) => ({
    ...m,
    statement: demonstrated({ ...act(`${m.person}:${m.skill}`), ...m, mode: m.grade }),
  }));
  const mistakes = result.voids.map((target) =>
    voids({
      id: idOf(target, `void:${revision}`),
      target,
      by: { account: actorId(ctx.actor) },
      unit: session.unit,
      at: ctx.now,
    }),
  );
  const lesson = { ...act('taught'), id: idOf(session.id, 'taught'), by: helper };
  await recordStatements(ctx, [
    { shard: session.shard, statement: taught({ ...lesson, minutes: session.minutes }) },
    ...present.map(({ person, statement }) => ({ shard: shardOf(person), statement })),
    ...marks.map(({ person, statement }) => ({ shard: shardOf(person), statement })),
    ...mistakes.map((statement) => ({ shard: session.shard, statement })),
  ]);
  await keepSheet(ctx, { session, seats, result, present, marks });
}

interface Kept extends Work {
  readonly present: { person: string; statement: { id: string } }[];
  readonly marks: { person: string; skill: string; grade: Grade; statement: { id: string } }[];
}

/** Keeps beside the session which statements now stand, so that a correction finds them. */
async function keepSheet(
  ctx: Ctx,
  { session, seats, result, present, marks }: Kept,
): Promise<void> {
  const key = { shard: session.shard, session: session.id };
  const replaced = result.marks.filter((m) => seats.get(m.person)?.marks.has(m.skill));
  const gone = [...result.dropped, ...replaced];
  if (gone.length > 0)
    await ctx.db
      .deleteFrom('learning.mark')
      .where('shard', '=', key.shard)
      .where('session', '=', key.session)
      .where((e) =>
        e(
          e.refTuple('person', 'skill'),
          'in',
          gone.map((g) => e.tuple(g.person, g.skill)),
        ),
      )
      .execute();
  if (marks.length > 0)
    await ctx.db
      .insertInto('learning.mark')
      .values(marks.map((m) => ({ ...key, ...m, statement: m.statement.id })))
      .execute();
  const rows = [
    ...present.map((p) => ({ ...key, person: p.person, present: true, statement: p.statement.id })),
    ...result.absent.map((person) => ({ ...key, person, present: false, statement: null })),
  ];
  await updateSeats(ctx, key, rows);
  await ctx.db
    .updateTable('learning.session')
    .set({ version: session.version + 1, updated: ctx.now })
    .where('shard', '=', key.shard)
    .where('id', '=', key.session)
    .execute();
}

async function updateSeats(
  ctx: Ctx,
  key: { shard: string; session: string },
  seats: readonly { person: string; present: boolean; statement: string | null }[],
): Promise<void> {
  await sql`
    update learning.attendance a set present = s.present, statement = s.statement
    from json_to_recordset(${JSON.stringify(seats)}::json)
      as s(person uuid, present boolean, statement uuid)
    where a.shard = ${key.shard} and a.session = ${key.session}::uuid and a.person = s.person
  `.execute(ctx.db);
}
