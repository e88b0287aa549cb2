import { actorId, audit, type Ctx, change, newId, parse, Refusal } from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { sql } from 'kysely';
import { merging } from '../model.ts';
import { lockPair, type PairMember } from './lock-pair.ts';

/** What undoing a merge must put back, as it is kept with the merge. */
export interface MergeUndo {
  /** Memberships of the merged person that ended on the day they began: never in. */
  readonly closed: readonly MembershipKey[];
  /** Memberships that the kept person got instead. */
  readonly opened: readonly MembershipKey[];
  /** Memberships of the kept person that became those of a head. */
  readonly promoted: readonly MembershipKey[];
  /** Families left without anybody. */
  readonly ended: readonly string[];
  /** Answers to the question of consent that were copied. */
  readonly copied: readonly string[];
  /** People merged earlier into the one who is now merged. */
  readonly carried: readonly string[];
}

interface MembershipKey {
  readonly shard: string;
  readonly collective: string;
  readonly from: string;
}

/**
 * Says that `person` is the same one as `kept`: from now on their acts, family and answers count
 * at `kept`. No statement changes; `undoMerge` takes it back for `UNDO_DAYS` days.
 * @throws Refusal `missing` people.unknown_person, `conflict` people.merged_already,
 *   people.merge_keeps_account, `forbidden` accounts.not_allowed
 */
export async function mergePeople(ctx: Ctx, input: unknown): Promise<void> {
  const asked = parse(merging, input);
  await change(ctx, async (ctx) => {
    const { one: person, other: kept } = await lockPair(ctx, asked.person, asked.kept);
    if (person.hasAccount) {
      throw new Refusal('conflict', 'people.merge_keeps_account', {
        values: { name: person.name },
      });
    }
    const memberships = await moveMemberships(ctx, person, kept);
    const copied = await copyAnswers(ctx, person, kept);
    const carried = await ctx.db
      .updateTable('people.merged')
      .set({ kept_shard: kept.shard, kept: kept.person })
      .where('kept', '=', person.person)
      .returning('person')
      .execute();
    const undo: MergeUndo = { ...memberships, copied, carried: carried.map((c) => c.person) };
    await ctx.db
      .insertInto('people.merged')
      .values({
        ...{ shard: person.shard, person: person.person },
        ...{ kept_shard: kept.shard, kept: kept.person, undo: JSON.stringify(undo) },
        ...{ at: ctx.now, by_account: actorId(ctx.actor) },
      })
      .execute();
    await touchPeople(ctx, [person, kept]);
    await audit(ctx, 'people.merge', {
      unit: kept.unit,
      subject: kept.person,
      detail: { merged: person.person },
    });
  });
}

type Moved = Pick<MergeUndo, 'closed' | 'opened' | 'promoted' | 'ended'>;

/** Whoever is merged was never in; the kept one is in since then, but in one family only. */
async function moveMemberships(ctx: Ctx, person: PairMember, kept: PairMember): Promise<Moved> {
  const { db } = ctx;
  const closed = await sql<MembershipKey & { role: string }>`
    update people.membership set to_date = from_date
    where person = ${person.person}::uuid and to_date is null
    returning shard, collective, from_date as "from", role`.execute(db);
  const list = sql`json_to_recordset(${JSON.stringify(closed.rows)}::json)
    as l(shard text, collective uuid, "from" date, role text)`;
  const opened = await sql<MembershipKey>`
    insert into people.membership (shard, collective, person_shard, person, role, from_date)
    select l.shard, l.collective, ${kept.shard}, ${kept.person}::uuid, l.role, l."from"
    from ${list} join people.collective c on c.shard = l.shard and c.id = l.collective
    where not exists (select 1 from people.membership m
      join people.collective o on o.shard = m.shard and o.id = m.collective
      where m.person = ${kept.person}::uuid and m.to_date is null
        and (o.id = c.id or (o.kind = 'family' and c.kind = 'family')))
    on conflict do nothing returning shard, collective, from_date as "from"`.execute(db);
  const promoted = await sql<MembershipKey>`
    update people.membership m set role = 'head' from ${list}
    where l.role = 'head' and m.shard = l.shard and m.collective = l.collective
      and m.person = ${kept.person}::uuid and m.to_date is null and m.role <> 'head'
    returning m.shard, m.collective, m.from_date as "from"`.execute(db);
  const ended = await sql<{ id: string }>`
    update people.collective c set to_date = c.from_date from ${list}
    where c.shard = l.shard and c.id = l.collective and c.kind = 'family' and c.to_date is null
      and not exists (select 1 from people.membership m where m.shard = c.shard
        and m.collective = c.id and m.to_date is null)
    returning c.id`.execute(db);
  return {
    closed: closed.rows.map(({ shard, collective, from }) => ({ shard, collective, from })),
    opened: opened.rows,
    promoted: promoted.rows,
    ended: ended.rows.map(({ id }) => id),
  };
}

/** All answers of both together: the latest one holds, whoever of the two records had it. */
async function copyAnswers(ctx: Ctx, person: PairMember, kept: PairMember): Promise<string[]> {
  const answers = await ctx.db
    .selectFrom('people.consent')
    .select(['id', 'purpose', 'answer', 'wording', 'way', 'witness', 'guardian', 'at'])
    .select('recorded_by')
    .where('shard', '=', person.shard)
    .where('person', '=', person.person)
    .orderBy('at')
    .orderBy('id')
    .execute();
  if (answers.length === 0) return [];
  const copies = answers.map((answer) => ({
    ...{ ...answer, id: newId() },
    ...{ shard: kept.shard, person: kept.person },
  }));
  await ctx.db.insertInto('people.consent').values(copies).execute();
  return copies.map(({ id }) => id);
}

/** For how many days a merge can be undone. */
export const UNDO_DAYS = 30;

/** The day from which merges can still be undone. */
export function undoableSince({ now }: Ctx): Date {
  return new Date(now.getTime() - UNDO_DAYS * 86_400_000);
}
