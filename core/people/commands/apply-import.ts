import {
  actorId,
  audit,
  type Ctx,
  change,
  dayOf,
  foldText,
  nameOrder,
  Refusal,
} from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { type SealedNumber, writeNumbers } from '../identity/write-numbers.ts';
import { type IdentifiedPerson, identify } from '../import/identify.ts';
import { type KeptImport, keptImport, readKept } from '../import/kept-import.ts';
import { standingPeople } from '../import/standing-people.ts';

export interface Imported {
  readonly people: number;
  readonly families: number;
}

const FAULTS_NAMED = 200;

/**
 * Registers the people of a sheet, all or nothing; the same sheet again registers nobody. Nobody of
 * them has been asked for consent. People of whom somebody with the same name and birth year lives
 * in the village already are left out unless `alsoAlike`: they are others. Refuses `invalid`
 * people.import_has_faults (each with its cell), people.import_nobody; `conflict`
 * people.import_applied.
 */
export async function applyImport(ctx: Ctx, id: string, alsoAlike = false): Promise<Imported> {
  return change(ctx, async (ctx) => {
    const kept = await keptImport(ctx, id, true);
    if (kept.applied) throw new Refusal('conflict', 'people.import_applied');
    const { rows } = await readKept(ctx, kept);
    const faults = rows.flatMap((row) => row.faults);
    if (faults.length > 0)
      throw new Refusal('invalid', 'people.import_has_faults', {
        values: { n: faults.length },
        faults: faults.slice(0, FAULTS_NAMED),
      });
    const people = identify(rows.flatMap(({ person }) => person ?? []));
    if (people.length === 0) throw new Refusal('invalid', 'people.import_nobody');
    const { known, alike } = await standingPeople(ctx, people);
    const fresh = people.filter((p) => !known.has(p.line) && (alsoAlike || !alike.has(p.line)));
    const done = fresh.length > 0 ? await writeListed(ctx, fresh) : { people: 0, families: 0 };
    await writeNumbers(ctx, numbersOf(kept, fresh));
    await ctx.db
      .updateTable('people.import')
      .set({ ...done, rows: null, sealed: null, applied: ctx.now })
      .where('id', '=', id)
      .execute();
    await audit(ctx, 'people.import', { unit: kept.unit, subject: id, detail: { ...done } });
    return done;
  });
}

/** The sealed numbers of these people, as they stood in the column now chosen. */
function numbersOf(
  { sealed, mapping }: KeptImport,
  people: readonly IdentifiedPerson[],
): SealedNumber[] {
  return people.flatMap(({ line, id, village }) => {
    const number = sealed?.[`${line}:${mapping.identity}`];
    return number ? [{ shard: communeOf(village), person: id, sealed: number }] : [];
  });
}

/** Writes people, where they live and their families. A family that is there gets new members. */
async function writeListed(ctx: Ctx, people: readonly IdentifiedPerson[]): Promise<Imported> {
  const rows = people.map((p) => ({
    ...p,
    shard: communeOf(p.village),
    order: nameOrder(p.name),
    search: foldText(p.name),
  }));
  const list = sql`json_to_recordset(${JSON.stringify(rows)}::json) as l(shard text, id uuid,
    name text, "order" text, search text, "birthYear" int, sex text, ethnicity text,
    disability boolean, "idLast3" text, village text, household text, family uuid, head boolean)`;
  const [today, by] = [dayOf(ctx.now), actorId(ctx.actor)];
  const { db, now, node } = ctx;
  await sql`
    insert into people.person (shard, id, version, home_node, name, name_order, search, birth_year,
      sex, ethnicity, disability, id_last3, created, created_by)
    select shard, id, 1, ${node}::uuid, name, "order", search, "birthYear", sex, ethnicity,
      disability, "idLast3", ${now}, ${by} from ${list}`.execute(db);
  await sql`
    insert into people.residence (shard, person, from_date, unit)
    select shard, id, ${today}::date, village from ${list}`.execute(db);
  const families = await sql`
    insert into people.collective (shard, id, version, home_node, kind, name, search, unit,
      from_date, created, created_by)
    select distinct on (family) shard, family, 1, ${node}::uuid, 'family', name, search, village,
      ${today}::date, ${now}, ${by}
    from ${list} where household is not null order by family, head desc
    on conflict do nothing`.execute(db);
  await sql`
    insert into people.membership (shard, collective, person_shard, person, role, from_date)
    select l.shard, l.family, l.shard, l.id, case when l.head and not exists (
        select 1 from people.membership m where m.shard = l.shard and m.collective = l.family
          and m.role = 'head' and m.to_date is null) then 'head' else 'member' end, ${today}::date
    from ${list} where household is not null`.execute(db);
  await touchPeople(
    ctx,
    rows.map(({ shard, id }) => ({ shard, person: id })),
  );
  return { people: rows.length, families: Number(families.numAffectedRows ?? 0) };
}
