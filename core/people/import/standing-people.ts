import { type Ctx, foldText } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { IdentifiedPerson } from './identify.ts';

/** Which of the listed people are there already, by line. */
export interface StandingPeople {
  /** They came from this sheet, or one like it, before. */
  readonly known: ReadonlySet<number>;
  /** Somebody else of the same name and birth year lives in their village. */
  readonly alike: ReadonlySet<number>;
}

export async function standingPeople(
  ctx: Ctx,
  people: readonly IdentifiedPerson[],
): Promise<StandingPeople> {
  const wanted = people.map(({ line, id, name, birthYear, village }) => ({
    ...{ line, id, birthYear, village },
    search: foldText(name),
  }));
  const { rows } = await sql<{ line: number; known: boolean }>`
    with wanted as materialized (
      select * from json_to_recordset(${JSON.stringify(wanted)}::json)
        as w(line int, id uuid, search text, "birthYear" int, village text)),
    here as materialized (
      select r.unit, p.id, p.search, p.birth_year
      from people.residence r
      join people.person p on p.shard = r.shard and p.id = r.person
      where r.to_date is null and r.unit in (select village from wanted)
        and p.id not in (select id from wanted)
        and not exists (select 1 from people.merged m where m.person = p.id))
    select w.line, true as known from wanted w join people.person p on p.id = w.id
    union
    select w.line, false from wanted w
      join here h on h.unit = w.village and h.search = w.search and h.birth_year = w."birthYear"
  `.execute(ctx.db);
  const known = new Set(rows.filter((r) => r.known).map((r) => r.line));
  const alike = rows.filter((r) => !r.known && !known.has(r.line));
  return { known, alike: new Set(alike.map((r) => r.line)) };
}
