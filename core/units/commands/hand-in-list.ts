import { authorise } from '@suotdoi/core/accounts';
import { actorId, type Ctx, type Fault, newId, parse, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { listTold, NATION } from '../model.ts';
import { importUnits, UNITS_LOCK, type UnitsImport, type UnitsImported } from './import-units.ts';

/** What became of a list that was handed in. `broken`: the program stopped or failed meanwhile. */
export interface HandedList {
  readonly id: string;
  readonly file: string;
  readonly from: string;
  readonly state: 'working' | 'done' | 'refused' | 'broken';
  /** Steps done, of `LIST_STAGES`. */
  readonly stage: number;
  readonly done: UnitsImported | null;
  /** Why it was refused, as a message with its values, and each bad row. */
  readonly code: string | null;
  readonly values: Readonly<Record<string, string | number>>;
  readonly faults: readonly Fault[];
  readonly created: Date;
}

export const LIST_STAGES = 3;
/** Faults that are kept: more of them help nobody. */
const FAULTS = 200;

/**
 * Takes an official list and brings it in behind the page, which may be left and found again by
 * the id. `work` ends when that is over; it fails only for what is no refusal.
 * Refuses at once a date or successors that are not well-formed.
 */
export async function handInList(
  ctx: Ctx,
  input: UnitsImport,
): Promise<{ id: string; work: Promise<void> }> {
  await authorise(ctx, 'units.edit', NATION);
  parse(listTold, { from: input.from, successors: input.successors ?? [] });
  const id = newId();
  await ctx.db
    .insertInto('units.list')
    .values({
      ...{ id, file: input.source.slice(0, 200), from_date: input.from, state: 'working' },
      ...{ stage: 0, created: ctx.now, created_by: actorId(ctx.actor) },
    })
    .execute();
  return { id, work: bringIn(ctx, id, input) };
}

async function bringIn(ctx: Ctx, id: string, input: UnitsImport): Promise<void> {
  const keep = (what: object) =>
    ctx.db.updateTable('units.list').set(what).where('id', '=', id).execute();
  const ended = () => new Date();
  try {
    const done = await importUnits(ctx, input, async (stage) => void (await keep({ stage })));
    await keep({ state: 'done', done: JSON.stringify(done), ended: ended() });
  } catch (no) {
    if (!(no instanceof Refusal)) {
      await keep({ state: 'broken', ended: ended() });
      throw no;
    }
    const faults = JSON.stringify(no.faults.slice(0, FAULTS));
    const code_values = JSON.stringify({ ...no.values, n: no.faults.length });
    await keep({ state: 'refused', code: no.code, code_values, faults, ended: ended() });
  }
}

/** Of a program that stopped in the middle, nothing holds the lock any more. */
const columns = (now: Date) => sql<HandedList>`
  id, file, from_date as "from", stage, done, code, coalesce(code_values, '{}') as values,
  coalesce(faults, '[]') as faults, created,
  case when state = 'working' and created < ${now}::timestamptz - interval '10 seconds'
      and pg_try_advisory_xact_lock(${UNITS_LOCK}) then 'broken' else state end as state`;

/**
 * A list that was handed in.
 * @throws Refusal `missing` units.unknown_list
 */
export async function handedList(ctx: Ctx, id: string): Promise<HandedList> {
  await authorise(ctx, 'units.edit', NATION);
  const { rows } = await sql<HandedList>`
    select ${columns(ctx.now)} from units.list where id::text = ${id}`.execute(ctx.db);
  if (!rows[0]) throw new Refusal('missing', 'units.unknown_list');
  return rows[0];
}

/** The last ten lists that were handed in, the newest first. */
export async function handedLists(ctx: Ctx): Promise<HandedList[]> {
  await authorise(ctx, 'units.edit', NATION);
  const { rows } = await sql<HandedList>`
    select ${columns(ctx.now)} from units.list order by id desc limit 10`.execute(ctx.db);
  return rows;
}
