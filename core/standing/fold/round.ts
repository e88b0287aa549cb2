import { type Ctx, change, type PersonKey } from '@suotdoi/core/ground';
import { takeDirty } from '@suotdoi/core/record';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { collectiveContributions, communityContributions } from '../collective-contributions.ts';
import { skillByCode, skills, standards } from '../model.ts';
import { personContributions } from '../person-contributions.ts';
import { countedSkills, reached } from '../rules.ts';
import { collectivesOf, type FoldedPerson, loadPeople, villageFacts, withKept } from './facts.ts';
import { FOLD_LOCK, type FoldState, foldState, markFolded } from './state.ts';
import { replaceRows, type SubjectRows } from './write.ts';

/** People in one round: some tens of thousands of acts, a second's work at most. */
const ROUND = 1000;

/**
 * One round: takes dirty people off the list and brings their standing, the families, clans and
 * villages they belong to, and the tally up to date, in one transaction.
 * Returns the number of people folded; 0 when there was nothing to do or another process folds.
 */
export async function foldRound(ctx: Ctx, limit = ROUND): Promise<number> {
  return change(ctx, async (ctx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${FOLD_LOCK}) as mine`.execute(ctx.db);
    if (!rows[0]?.mine) return 0;
    const state = await foldState(ctx);
    if (state.unitsChanged) await foldNewVillages(ctx, state);
    const taken = await takeDirty(ctx, limit);
    if (taken.length === 0) return 0;
    await foldPeople(ctx, taken, state);
    await markFolded(ctx);
    return taken.length;
  });
}

/** Computes these people's standing and everything that follows from it, and stores it. */
export async function foldPeople(
  ctx: Ctx,
  keys: readonly PersonKey[],
  { twoMaps, horizon }: FoldState,
): Promise<void> {
  const people = (await loadPeople(ctx, await withKept(ctx, keys))).map(standingOf);
  await writeStandings(ctx, people);
  const changes = await replaceRows(
    ctx,
    people.map((p) => personRows(p, horizon)),
    twoMaps,
  );
  const collectives = await collectivesOf(
    ctx,
    people.map((p) => p.person),
  );
  await replaceRows(
    ctx,
    collectives.map((c) => ({
      shard: c.shard,
      subject: c.id,
      rows: collectiveContributions(c),
    })),
    twoMaps,
  );
  const touched = changes.map((c) => c.row).filter((r) => r.indicator.startsWith('citizens'));
  await foldVillages(ctx, [...new Set(touched.map((r) => r.unit))], twoMaps);
}

/** Judges villages as communities from their own tallies. */
async function foldVillages(ctx: Ctx, units: readonly string[], twoMaps: boolean): Promise<void> {
  if (units.length === 0) return;
  const villages = await villageFacts(ctx, units);
  await replaceRows(
    ctx,
    villages.map((v) => ({
      shard: communeOf(v.unit),
      subject: v.unit,
      rows: communityContributions(v),
    })),
    twoMaps,
  );
}

/** Villages that were never counted (new in the list of units) are counted once. */
async function foldNewVillages(ctx: Ctx, { twoMaps }: FoldState): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    select u.code from units.v_unit u
    where u.level = 'village' and u.valid_to is null and not exists (
      select 1 from standing.contribution c
      where c.shard = left(u.code, 5) and c.subject = u.code)
  `.execute(ctx.db);
  await foldVillages(
    ctx,
    rows.map((r) => r.code),
    twoMaps,
  );
}

export interface ComputedPerson extends FoldedPerson {
  readonly counted: ReturnType<typeof countedSkills>;
  readonly reached: ReturnType<typeof reached>;
}

export function standingOf(person: FoldedPerson): ComputedPerson {
  const counted = countedSkills(person.acts, skillByCode);
  return { ...person, counted, reached: reached(counted, skills, standards) };
}

export function personRows(p: ComputedPerson, horizon: number): SubjectRows {
  return {
    shard: p.shard,
    subject: p.person,
    rows: p.merged ? [] : personContributions(p.facts, p, horizon),
  };
}

async function writeStandings(ctx: Ctx, people: readonly ComputedPerson[]): Promise<void> {
  const rows = people.map((p) => ({
    shard: p.shard,
    person: p.person,
    skills: p.counted,
    acts: p.actCount,
    last_act: p.lastAct,
    reached: p.reached?.at ?? null,
    via: p.reached?.via ?? null,
  }));
  await sql`
    insert into standing.person (shard, person, skills, acts, last_act, reached, via)
    select shard, person, skills, acts, last_act, reached, via
    from json_to_recordset(${JSON.stringify(rows)}::json) as s(shard text, person uuid,
      skills json, acts int, last_act timestamptz, reached timestamptz, via text)
    on conflict (shard, person) do update set skills = excluded.skills, acts = excluded.acts,
      last_act = excluded.last_act, reached = excluded.reached, via = excluded.via
  `.execute(ctx.db);
}
