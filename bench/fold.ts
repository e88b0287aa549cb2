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
import { foldRound } from '@suotdoi/core/standing';
import { skills } from '@suotdoi/core/standing/model';
import { sql } from 'kysely';
import type { Figure } from './figure.ts';

const PEOPLE = 10_000;
const ACTS = 100_000;
const HELPER = { account: '01980000-0000-7000-8000-000000000001' };

/** Folds 100,000 acts of 10,000 people; the yardstick is reading those acts once, plainly. */
export async function fold(url: string): Promise<Figure[]> {
  const database = openDatabase(url, 4);
  const ctx: Ctx = {
    db: database.db,
    actor: system('bench'),
    now: new Date(),
    node: await thisNode(database.db, new Date()),
  };
  const people = await settle(ctx);
  await act(ctx, people);
  const plain = await seconds(() =>
    sql`select person, count(*), max(happened) from record.v_act group by person`.execute(ctx.db),
  );
  const taken = await seconds(async () => {
    while ((await foldRound(ctx)) > 0);
  });
  await database.close();
  return [
    { name: 'fold.acts100k', figure: taken, unit: 's', yardstick: plain, ratio: taken / plain },
  ];
}

/** People spread over the shipped villages, a family of four each, written set-based. */
async function settle(ctx: Ctx): Promise<{ shard: string; person: string; unit: string }[]> {
  const { rows: villages } = await sql<{ code: string }>`
    select code from units.v_unit where level = 'village' order by code`.execute(ctx.db);
  const people = Array.from({ length: PEOPLE }, (_, i) => {
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

async function act(
  ctx: Ctx,
  people: readonly { shard: string; person: string; unit: string }[],
): Promise<void> {
  const each = ACTS / PEOPLE;
  for (let start = 0; start < PEOPLE; start += 100) {
    const batch = people.slice(start, start + 100).flatMap(({ shard, person, unit }, p) =>
      Array.from({ length: each }, (_, k) => ({
        shard,
        statement: demonstrated({
          id: newId(),
          session: HELPER.account,
          unit,
          at: new Date(Date.UTC(2026, (k + p) % 10, 1 + (k % 27))),
          person,
          skill: skills[(p * 7 + k * 3) % skills.length]?.code ?? '',
          mode: 'alone',
          helper: HELPER,
        }),
      })),
    );
    await change(ctx, (c) => recordStatements(c, batch));
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
