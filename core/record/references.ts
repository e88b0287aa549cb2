import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { term } from './terms.ts';
import { homePages } from './vocabulary.ts';

interface Pointing {
  readonly target: string;
  readonly by: string;
  readonly person: string | null;
  readonly agent: string | null;
  readonly verb: string;
  readonly object: string;
  readonly registration: string | null;
  readonly related: string[] | null;
}

/**
 * Notes what the targets of statements about statements are found by, where pointer or target is
 * one of these; and who points at whom over others. Run after their transaction: what a concurrent
 * one has just committed is then seen.
 */
export async function completeReferences(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<Pointing>`
    select r.target, r.by, s.person, s.agent, s.verb, s.object, s.registration, s.related::text[]
    from record.reference r
    join record.statement_key k on k.id = r.target
    join record.statement s on s.shard = k.shard and s.id = k.id
    where r.terms is null and (r.by = any(${ids}::uuid[]) or r.target = any(${ids}::uuid[]))`.execute(
    ctx.db,
  );
  if (rows.length === 0) return;
  const known = rows.map((row) => ({ target: row.target, by: row.by, terms: termsOf(row) }));
  await sql`
    update record.reference r set terms = array(select json_array_elements_text(t.terms))::bigint[]
    from json_to_recordset(${JSON.stringify(known)}::json) as t(target uuid, by uuid, terms json)
    where r.target = t.target and r.by = t.by`.execute(ctx.db);
  const pointers = rows.map(({ by }) => by);
  await passOn(ctx, pointers);
  // Again over what that has just added.
  await passOn(ctx, pointers);
}

/** Who points at a pointer points at its target too (xAPI 2.0, 4.1.6.1: this rule is recursive). */
async function passOn(ctx: Ctx, pointers: readonly string[]): Promise<void> {
  await sql`
    insert into record.reference (target, by, received, terms)
    select far.target, near.by, near.received, far.terms
    from record.reference near join record.reference far on far.by = near.target
    where near.by = any(${pointers}::uuid[]) or near.target = any(${pointers}::uuid[])
    on conflict (target, by) do nothing`.execute(ctx.db);
}

function termsOf(row: Pointing): string[] {
  const agent = row.person === null ? row.agent : `${homePages.people} ${row.person}`;
  return [
    ...(agent === null ? [] : [term('agent', agent)]),
    term('agent', row.object),
    term('activity', row.object),
    term('verb', row.verb),
    ...(row.registration === null ? [] : [term('registration', row.registration)]),
    ...(row.related ?? []),
  ];
}
