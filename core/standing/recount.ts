import type { Ctx, PersonKey } from '@suotdoi/core/ground';
import { takeDirty } from '@suotdoi/core/record';
import { sql } from 'kysely';
import { collectiveContributions, communityContributions } from './collective-contributions.ts';
import { collectivesOf, loadPeople, villageFacts } from './fold/facts.ts';
import { foldPeople, personRows, standingOf } from './fold/round.ts';
import { FOLD_LOCK, type FoldState, foldState } from './fold/state.ts';
import { everything, spread } from './fold/tally.ts';
import { rowChanges, type SubjectRows, storedRows } from './fold/write.ts';
import type { UnitMap } from './model.ts';

/** One figure that is not what the log says. `wanted` is what the log says. */
export interface RecountDifference {
  readonly where: 'contribution' | 'tally' | 'standing';
  readonly subject: string;
  readonly figure: string;
  readonly stored: number | string | null;
  readonly wanted: number | string | null;
}

export interface RecountResult {
  readonly people: number;
  readonly acts: number;
  readonly differences: RecountDifference[];
}

const PAGE = 2000;

/**
 * Proves that every stored figure equals the log: everything is computed again beside what is
 * stored and compared; nothing is changed. Acts that wait for the fold are folded first, within
 * the same discarded transaction. Folding by others waits meanwhile; recording does not.
 */
export async function recount(
  ctx: Ctx,
  progress: (done: number, of: number) => void = () => {},
): Promise<RecountResult> {
  return ctx.db.connection().execute(async (db) => {
    await sql`select pg_advisory_lock(${FOLD_LOCK})`.execute(db);
    await sql`begin isolation level repeatable read`.execute(db);
    try {
      const inside = { ...ctx, db };
      const state = await foldWaiting(inside);
      const result = await compareAll(inside, state.horizon, progress);
      const maps: UnitMap[] = state.twoMaps ? ['past', 'today'] : ['past'];
      for (const map of maps) result.differences.push(...(await compareTally(inside, map)));
      return result;
    } finally {
      await sql`rollback`.execute(db);
      await sql`select pg_advisory_unlock(${FOLD_LOCK})`.execute(db);
    }
  });
}

async function foldWaiting(ctx: Ctx): Promise<FoldState> {
  const state = await foldState(ctx);
  // batch: some thousand people a turn
  for (;;) {
    const taken = await takeDirty(ctx, PAGE);
    if (taken.length === 0) return state;
    await foldPeople(ctx, taken, state);
  }
}

async function compareAll(
  ctx: Ctx,
  horizon: number,
  progress: (done: number, of: number) => void,
): Promise<RecountResult> {
  const differences: RecountDifference[] = [];
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from people.v_person_fact`.execute(ctx.db);
  const total = rows[0]?.n ?? 0;
  let acts = 0;
  let done = 0;
  // batch: a page of people a turn
  for (let page = await nextPeople(ctx, null); page.length > 0; ) {
    const people = (await loadPeople(ctx, page)).map(standingOf);
    acts += people.reduce((sum, p) => sum + p.actCount, 0);
    differences.push(...(await compareStandings(ctx, people)));
    differences.push(
      ...(await compareRows(
        ctx,
        people.map((p) => personRows(p, horizon)),
      )),
    );
    const collectives = await collectivesOf(
      ctx,
      page.map((p) => p.person),
    );
    const wanted = collectives.map((c) => ({
      shard: c.shard,
      subject: c.id,
      rows: collectiveContributions(c),
    }));
    differences.push(...(await compareRows(ctx, wanted)));
    done += page.length;
    progress(done, total);
    page = await nextPeople(ctx, page.at(-1)?.person ?? null);
  }
  differences.push(...(await compareVillages(ctx)));
  differences.push(...(await strayRows(ctx)));
  return { people: done, acts, differences };
}

async function nextPeople(ctx: Ctx, after: string | null): Promise<PersonKey[]> {
  const { rows } = await sql<PersonKey>`
    select shard, id as person from people.v_person_fact
    where ${after}::uuid is null or id > ${after}::uuid
    order by id limit ${PAGE}
  `.execute(ctx.db);
  return rows;
}

async function compareStandings(
  ctx: Ctx,
  people: readonly ReturnType<typeof standingOf>[],
): Promise<RecountDifference[]> {
  const { rows } = await sql<{ person: string; reached: Date | null; skills: unknown[] }>`
    select person, reached, skills from standing.person
    where person = any(${people.map((p) => p.person)}::uuid[])
  `.execute(ctx.db);
  const stored = new Map(rows.map((r) => [r.person, r]));
  const say = (reached: string | null, skills: readonly unknown[]) =>
    `${reached ?? '-'} / ${skills.length}`;
  return people.flatMap((p) => {
    const row = stored.get(p.person);
    const wanted = say(p.reached?.at ?? null, p.counted);
    const found = row ? say(row.reached?.toISOString() ?? null, row.skills) : null;
    if (found === wanted) return [];
    return [
      { where: 'standing' as const, subject: p.person, figure: 'reached', stored: found, wanted },
    ];
  });
}

async function compareRows(ctx: Ctx, wanted: readonly SubjectRows[]): Promise<RecountDifference[]> {
  const stored = await storedRows(ctx, wanted);
  return wanted
    .flatMap((w) => rowChanges(w.subject, stored.get(w.subject) ?? [], w.rows))
    .map(({ subject, row, stored, wanted }) => ({
      where: 'contribution',
      subject,
      figure: `${row.indicator} ${row.slice} ${row.unit} ${row.month}`,
      stored,
      wanted,
    }));
}

async function compareVillages(ctx: Ctx): Promise<RecountDifference[]> {
  const { rows } = await sql<{ code: string }>`
    select code from units.v_unit where level = 'village'`.execute(ctx.db);
  const codes = rows.map((r) => r.code);
  const villages = await villageFacts(ctx, codes);
  return compareRows(
    ctx,
    villages.map((v) => ({
      shard: v.unit.slice(0, 5),
      subject: v.unit,
      rows: communityContributions(v),
    })),
  );
}

/** Subjects that no longer exist. */
async function strayRows(ctx: Ctx): Promise<RecountDifference[]> {
  const { rows } = await sql<{ subject: string; n: number }>`
    select c.subject, json_array_length(c.rows) as n from standing.contribution c
    where not exists (select 1 from people.v_person_fact p where p.id::text = c.subject)
      and not exists (select 1 from people.v_collective g where g.id::text = c.subject)
      and not exists (select 1 from units.v_unit u where u.code = c.subject)
  `.execute(ctx.db);
  return rows.map(({ subject, n }) => ({
    where: 'contribution',
    subject,
    figure: 'rows',
    stored: n,
    wanted: 0,
  }));
}

/** The tally must be the sum of contributions and adjustments, at each place and above it. */
async function compareTally(ctx: Ctx, map: UnitMap): Promise<RecountDifference[]> {
  const tally = map === 'past' ? sql`standing.tally` : sql`standing.tally_now`;
  const { rows } = await sql<{ unit: string; figure: string; stored: number; wanted: number }>`
    with wanted as (${spread(everything, map)})
    select coalesce(w.unit, t.unit) as unit,
      concat_ws(' ', coalesce(w.indicator, t.indicator), coalesce(w.slice, t.slice),
        coalesce(w.month, t.month)) as figure,
      coalesce(t.n, 0) as stored, coalesce(w.n, 0) as wanted
    from wanted w
    full join ${tally} t using (unit, indicator, slice, month)
    where coalesce(w.n, 0) <> coalesce(t.n, 0)
  `.execute(ctx.db);
  return rows.map(({ unit, figure, stored, wanted }) => ({
    where: 'tally',
    subject: unit,
    figure,
    stored,
    wanted,
  }));
}
