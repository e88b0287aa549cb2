import {
  actorId,
  type Ctx,
  dayOf,
  type Fault,
  foldText,
  nameOrder,
  newId,
  Refusal,
} from '@suotdoi/core/ground';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import type { ConsentAnswer, ConsentAsked, NewMember } from '../model.ts';
import { birthYearIsPossible, needsGuardian } from '../rules.ts';

export interface PersonToWrite extends NewMember {
  readonly id: string;
  readonly unit: string;
}

/** Faults of the members that a schema cannot see: years against today, guardians of children. */
export function memberFaults(
  ctx: Ctx,
  members: readonly NewMember[],
  asked: ConsentAsked | undefined,
): Fault[] {
  const year = Number(dayOf(ctx.now).slice(0, 4));
  const faults: Fault[] = [];
  members.forEach((member, i) => {
    if (!birthYearIsPossible(member.birthYear, year))
      faults.push({ path: `members.${i}.birthYear`, code: 'people.birth_year_impossible' });
    else if (member.agreed && needsGuardian(member.birthYear, year) && !asked?.guardian)
      faults.push({ path: 'consent.guardian', code: 'people.guardian_missing' });
  });
  return faults;
}

/**
 * Refuses when somebody of the same name and birth year already lives in the village:
 * the officer must look and say that these are others. Never merged silently.
 */
export async function refuseLookalikes(
  ctx: Ctx,
  unit: string,
  members: readonly NewMember[],
): Promise<void> {
  const wanted = members.map((m) => ({ search: foldText(m.name), year: m.birthYear }));
  const { rows } = await sql<{ name: string; year: number }>`
    select p.name, p.birth_year as year
    from json_to_recordset(${JSON.stringify(wanted)}::json) as w(search text, year int)
    join people.person p on p.search = w.search and p.birth_year = w.year
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    where r.unit = ${unit} and not exists (select 1 from people.merged m where m.person = p.id)
    limit 1
  `.execute(ctx.db);
  const same = rows[0];
  if (same) throw new Refusal('conflict', 'people.maybe_same', { values: { ...same } });
}

/** Writes people with their first residence and their answers, set-based. */
export async function writePeople(
  ctx: Ctx,
  people: readonly PersonToWrite[],
  asked: ConsentAsked | undefined,
): Promise<void> {
  const by = actorId(ctx.actor);
  await ctx.db
    .insertInto('people.person')
    .values(
      people.map((p) => ({
        shard: communeOf(p.unit),
        id: p.id,
        version: 1,
        home_node: ctx.node,
        name: p.name,
        name_order: nameOrder(p.name),
        search: foldText(p.name),
        birth_year: p.birthYear,
        sex: p.sex ?? null,
        created: ctx.now,
        created_by: by,
      })),
    )
    .execute();
  await ctx.db
    .insertInto('people.residence')
    .values(
      people.map((p) => ({
        shard: communeOf(p.unit),
        person: p.id,
        from_date: dayOf(ctx.now),
        unit: p.unit,
      })),
    )
    .execute();
  const year = Number(dayOf(ctx.now).slice(0, 4));
  const answers = people.flatMap(({ id, unit, agreed, birthYear }): Answer[] => {
    if (agreed === undefined) return [];
    const child = needsGuardian(birthYear, year);
    return [{ shard: communeOf(unit), person: id, answer: agreed ? 'given' : 'refused', child }];
  });
  if (asked) await writeConsents(ctx, answers, asked);
}

interface Answer {
  readonly shard: string;
  readonly person: string;
  readonly answer: ConsentAnswer;
  /** Somebody else answered for them. */
  readonly child: boolean;
}

/** Appends answers; the latest one of a person holds. A guardian is noted only for a child. */
export async function writeConsents(
  ctx: Ctx,
  answers: readonly Answer[],
  asked: ConsentAsked,
): Promise<void> {
  if (answers.length === 0) return;
  await ctx.db
    .insertInto('people.consent')
    .values(
      answers.map(({ shard, person, answer, child }) => ({
        shard,
        id: newId(),
        person,
        purpose: 'learning_record',
        answer,
        wording: asked.wording,
        way: asked.way,
        witness: asked.witness ?? null,
        guardian: child ? (asked.guardian ?? null) : null,
        at: ctx.now,
        recorded_by: actorId(ctx.actor),
      })),
    )
    .execute();
}
