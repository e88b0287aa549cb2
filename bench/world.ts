import {
  type Ctx,
  change,
  idOf,
  newId,
  openDatabase,
  system,
  thisNode,
} from '@suotdoi/core/ground';
import { recordStatements } from '@suotdoi/core/record';
import { demonstrated } from '@suotdoi/core/record/model';
import { skills } from '@suotdoi/core/standing/model';
import { sql } from 'kysely';

const HELPER = { account: '01980000-0000-7000-8000-000000000001' };

export interface Settled {
  readonly shard: string;
  readonly person: string;
  readonly unit: string;
}

/** A context of the program itself on a database, and what closes it. */
export async function benchContext(url: string, connections: number) {
  const database = openDatabase(url, connections);
  const now = new Date();
  const node = await thisNode(database.db, now);
  const ctx: Ctx = { db: database.db, actor: system('bench'), now, node };
  return { ctx, close: database.close };
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** `n` people spread over all villages, a family of four each, written set-based. */
export async function settle(ctx: Ctx, n: number, first = 0): Promise<Settled[]> {
  const { rows: villages } = await sql<{ code: string }>`
    select code from units.v_unit where level = 'village' order by code`.execute(ctx.db);
  const people = Array.from({ length: n }, (_, k) => {
    const i = first + k;
    const unit = villages[Math.floor(i / 4) % villages.length]?.code ?? '';
    const family = idOf('01980000-0000-7000-8000-00000000b000', `family ${Math.floor(i / 4)}`);
    return { shard: unit.slice(0, 5), person: newId(), unit, family, i, year: 1945 + (i % 60) };
  });
  const json = JSON.stringify(people);
  const from = sql`json_to_recordset(${json}::json)
    as p(shard text, person uuid, unit text, family uuid, i int, year int)`;
  await sql`
    insert into people.person (shard, id, version, home_node, name, name_order, search, birth_year,
      created, created_by)
    select shard, person, 1, ${ctx.node}::uuid, 'Người ' || i, i::text, 'nguoi ' || i, year,
      ${ctx.now}, 'bench' from ${from}`.execute(ctx.db);
  await sql`
    insert into people.residence (shard, person, from_date, unit)
    select shard, person, '2026-01-01', unit from ${from}`.execute(ctx.db);
  await sql`
    insert into people.collective (shard, id, version, home_node, kind, name, search, unit,
      from_date, created, created_by)
    select distinct on (family) shard, family, 1, ${ctx.node}::uuid, 'family', 'Nhà', 'nha', unit,
      '2026-01-01'::date, ${ctx.now}, 'bench' from ${from}`.execute(ctx.db);
  await sql`
    insert into people.membership (shard, collective, person_shard, person, role, from_date)
    select shard, family, shard, person, case i % 4 when 0 then 'head' else 'member' end,
      '2026-01-01' from ${from}`.execute(ctx.db);
  return people;
}

/** One batch of acts: `each` skills of each of these people, in the months given. */
export async function teach(
  ctx: Ctx,
  people: readonly Settled[],
  when: { each: number; at: (person: number, k: number) => Date },
): Promise<void> {
  const batch = people.flatMap(({ shard, person, unit }, p) =>
    Array.from({ length: when.each }, (_, k) => ({
      shard,
      statement: demonstrated({
        id: newId(),
        session: HELPER.account,
        unit,
        at: when.at(p, k),
        person,
        skill: skills[(p * 7 + k * 3) % skills.length]?.code ?? '',
        mode: 'alone',
        helper: HELPER,
      }),
    })),
  );
  await change(ctx, (c) => recordStatements(c, batch));
}
