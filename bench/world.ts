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

/** One act of somebody: which skill (by number, any is right), and when. */
export interface Act {
  readonly who: Settled;
  readonly skill: number;
  readonly at: Date;
}

/** A context of the program itself on a database, and what closes it. */
export async function benchContext(url: string, connections: number, now = new Date()) {
  const database = openDatabase(url, connections);
  const node = await thisNode(database.db, now);
  const ctx: Ctx = { db: database.db, actor: system('bench'), now, node };
  return { ctx, database, close: database.close };
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
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
  // batch: ten thousand people a turn
  for (let start = 0; start < n; start += 10_000)
    await writePeople(ctx, people.slice(start, start + 10_000));
  return people;
}

async function writePeople(ctx: Ctx, people: readonly Settled[]): Promise<void> {
  const from = sql`json_to_recordset(${JSON.stringify(people)}::json)
    as p(shard text, person uuid, unit text, family uuid, i int, year int)`;
  await sql`
    insert into people.person (shard, id, version, home_node, name, name_order, search, birth_year,
      sex, ethnicity, disability, created, created_by)
    select shard, person, 1, ${ctx.node}::uuid, 'Người ' || i, i::text, 'nguoi ' || i, year,
      case i % 2 when 0 then 'female' else 'male' end,
      case when i % 7 = 0 then 'Thái' else 'Kinh' end, i % 20 = 0, ${ctx.now}, 'bench'
    from ${from}`.execute(ctx.db);
  await sql`
    insert into people.residence (shard, person, from_date, unit)
    select shard, person, '2025-07-01', unit from ${from}`.execute(ctx.db);
  await sql`
    insert into people.collective (shard, id, version, home_node, kind, name, search, unit,
      from_date, created, created_by)
    select distinct on (family) shard, family, 1, ${ctx.node}::uuid, 'family', 'Nhà', 'nha', unit,
      '2025-07-01'::date, ${ctx.now}, 'bench' from ${from}
    on conflict do nothing`.execute(ctx.db);
  await sql`
    insert into people.membership (shard, collective, person_shard, person, role, from_date)
    select shard, family, shard, person, case i % 4 when 0 then 'head' else 'member' end,
      '2025-07-01' from ${from}`.execute(ctx.db);
}

/** Records acts in one batch, each done alone in a session where its person lives. */
export async function recordActs(ctx: Ctx, acts: readonly Act[]): Promise<void> {
  const batch = acts.map(({ who: { shard, person, unit }, skill, at }) => ({
    shard,
    statement: demonstrated({
      ...{ id: newId(), session: HELPER.account, unit, at, person, mode: 'alone', helper: HELPER },
      skill: skills[skill % skills.length]?.code ?? '',
    }),
  }));
  await change(ctx, (c) => recordStatements(c, batch));
}

/** One batch of acts: `each` skills of each of these people, in the months given. */
export async function teach(
  ctx: Ctx,
  people: readonly Settled[],
  when: { each: number; at: (person: number, k: number) => Date },
): Promise<void> {
  const acts = people.flatMap((who, p) =>
    Array.from({ length: when.each }, (_, k) => ({ who, skill: p * 7 + k * 3, at: when.at(p, k) })),
  );
  await recordActs(ctx, acts);
}
