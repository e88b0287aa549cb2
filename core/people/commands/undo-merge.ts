import { authorise } from '@suotdoi/core/accounts';
import { audit, type Ctx, change, parse, Refusal } from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { sql } from 'kysely';
import { z } from 'zod';
import { uuid } from '../model.ts';
import { type MergeUndo, undoableSince } from './merge-people.ts';

interface Merge {
  readonly shard: string;
  readonly person: string;
  readonly keptShard: string;
  readonly kept: string;
  readonly at: Date;
  readonly undo: MergeUndo;
  readonly unit: string;
  readonly keptUnit: string;
  readonly carriedOn: boolean;
}

/**
 * Takes a merge back: both are there again with their own acts, families and answers. What was
 * written at the kept person meanwhile stays with them. `input` is `{person}`, who was merged.
 * @throws Refusal `missing` people.not_merged, `conflict` people.undo_too_late,
 *   people.undo_later_first, `forbidden` accounts.not_allowed
 */
export async function undoMerge(ctx: Ctx, input: unknown): Promise<void> {
  const { person } = parse(z.object({ person: uuid }), input);
  await change(ctx, async (ctx) => {
    const merge = await lockMerge(ctx, person);
    await authorise(ctx, 'people.register', merge.unit);
    await authorise(ctx, 'people.register', merge.keptUnit);
    if (merge.at <= undoableSince(ctx)) throw new Refusal('conflict', 'people.undo_too_late');
    if (merge.carriedOn) throw new Refusal('conflict', 'people.undo_later_first');
    await putBackMemberships(ctx, merge);
    await putBackRest(ctx, merge);
    await touchPeople(ctx, [merge, { shard: merge.keptShard, person: merge.kept }]);
    await audit(ctx, 'people.undo_merge', {
      unit: merge.unit,
      subject: merge.kept,
      detail: { merged: person },
    });
  });
}

async function lockMerge(ctx: Ctx, person: string): Promise<Merge> {
  const { rows } = await sql<Merge>`
    select m.shard, m.person, m.kept_shard as "keptShard", m.kept, m.at, m.undo, r.unit,
      k.unit as "keptUnit", exists (select 1 from people.merged later
        where later.undo -> 'carried' ? m.person::text) as "carriedOn"
    from people.merged m
    join people.residence r on r.shard = m.shard and r.person = m.person and r.to_date is null
    join people.residence k on k.shard = m.kept_shard and k.person = m.kept and k.to_date is null
    where m.person = ${person}::uuid for update of m
  `.execute(ctx.db);
  const merge = rows[0];
  if (!merge) throw new Refusal('missing', 'people.not_merged');
  return merge;
}

/** What ended for the kept person meanwhile ends on that day for the other one too. */
async function putBackMemberships({ db }: Ctx, { person, kept, undo }: Merge): Promise<void> {
  const list = (keys: MergeUndo['closed']) => sql`json_to_recordset(${JSON.stringify(keys)}::json)
    as l(shard text, collective uuid, "from" date)`;
  await sql`
    update people.membership m set to_date = (select k.to_date from people.membership k
      where k.shard = m.shard and k.collective = m.collective and k.from_date = m.from_date
        and k.person = ${kept}::uuid)
    from ${list(undo.closed)}
    where m.shard = l.shard and m.collective = l.collective and m.from_date = l."from"
      and m.person = ${person}::uuid`.execute(db);
  await sql`
    delete from people.membership m using ${list(undo.opened)}
    where m.shard = l.shard and m.collective = l.collective and m.from_date = l."from"
      and m.person = ${kept}::uuid`.execute(db);
  await sql`
    update people.membership m set role = 'member' from ${list(undo.promoted)}
    where m.shard = l.shard and m.collective = l.collective and m.from_date = l."from"
      and m.person = ${kept}::uuid`.execute(db);
}

async function putBackRest({ db }: Ctx, { person, shard, undo }: Merge): Promise<void> {
  await sql`update people.collective set to_date = null
    where id = any(${undo.ended}::uuid[])`.execute(db);
  await sql`delete from people.consent where id = any(${undo.copied}::uuid[])`.execute(db);
  await sql`delete from people.merged where person = ${person}::uuid`.execute(db);
  await sql`update people.merged set kept_shard = ${shard}, kept = ${person}::uuid
    where person = any(${undo.carried}::uuid[])`.execute(db);
}
