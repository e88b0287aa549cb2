import { authorise } from '@suotdoi/core/accounts';
import { type Actor, actorId, type Ctx, change, newId, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { checkStatements } from './check.ts';
import { personOf, voidTarget } from './derive.ts';
import { recordStatements } from './record-statements.ts';
import type { Statement, ToldStatement } from './statement.ts';
import { extensions } from './vocabulary.ts';

export type Client = Extract<Actor, { kind: 'client' }>;
/** The context of a request of a machine. */
export type ClientCtx = Ctx & { readonly actor: Client };

/** Shards of the people who are known here, by id; asked of `people`, which the record may not read. */
export type ShardOf = (ctx: Ctx, people: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Where statements about nobody known here are kept, until someone claims them. */
const NOBODYS_SHARD = '00000';

/**
 * Takes what a machine sends: one statement or a list, all or none. Returns their ids in order;
 * a statement without one gets one. A machine writes about places within its unit (or about
 * none), and voids what it or its unit wrote.
 * @throws Refusal `invalid` record.bad_statement with a JSON path, `forbidden` record.foreign_unit,
 *   record.foreign_void, `conflict` record.same_id_other_content
 */
export async function receiveStatements(
  ctx: ClientCtx,
  input: unknown,
  shardOf: ShardOf,
): Promise<string[]> {
  await authorise(ctx, 'record.write', ctx.actor.unit);
  const statements = checkStatements(input).map(identified);
  eachOnce(statements);
  await withinUnit(ctx, statements);
  await change(ctx, async (ctx) => {
    await ownVoids(ctx as ClientCtx, statements);
    const people = statements.map(({ actor }) => personOf(actor));
    const known = await shardOf(ctx, [...new Set(people.filter((id) => id !== null))]);
    const entries = statements.map((statement, i) => {
      return { shard: known.get(people[i] ?? '') ?? NOBODYS_SHARD, statement };
    });
    await recordStatements(ctx, entries);
  });
  return statements.map(({ id }) => id);
}

/** With an id in lower case, and with lists where version 1.0 allowed a lone activity (xAPI 2.0, 4.2.6). */
function identified(told: ToldStatement): Statement {
  const statement = { ...told, id: told.id?.toLowerCase() ?? newId() };
  const activities = told.context?.contextActivities;
  if (!activities) return statement;
  const lists = Object.entries(activities).map(([key, one]) => [key, [one].flat()]);
  return {
    ...statement,
    context: { ...told.context, contextActivities: Object.fromEntries(lists) },
  };
}

function eachOnce(statements: readonly Statement[]): void {
  const seen = new Set<string>();
  for (const [i, { id }] of statements.entries()) {
    if (seen.has(id)) throw bad(`$[${i}].id`, 'record.same_id_twice');
    seen.add(id);
  }
}

async function withinUnit(ctx: ClientCtx, statements: readonly Statement[]): Promise<void> {
  const told = statements.map(({ context }) => context?.extensions?.[extensions.unit]);
  const at = (i: number) => {
    const start = statements.length === 1 ? '$' : `$[${i}]`;
    return `${start}.context.extensions["${extensions.unit}"]`;
  };
  const strange = told.findIndex((unit) => unit !== undefined && typeof unit !== 'string');
  if (strange >= 0) throw bad(at(strange), 'record.wrong_value');
  const units = [...new Set(told.filter((unit) => typeof unit === 'string'))];
  if (units.length === 0) return;
  const rows = await ctx.db
    .selectFrom('units.v_ancestry')
    .select('unit')
    .where('ancestor', '=', ctx.actor.unit)
    .where('valid_to', 'is', null)
    .where(sql<boolean>`unit = any(${units}::text[])`)
    .execute();
  const inside = new Set<unknown>(rows.map(({ unit }) => unit));
  const foreign = told.findIndex((unit) => unit !== undefined && !inside.has(unit));
  if (foreign < 0) return;
  throw new Refusal('forbidden', 'record.foreign_unit', {
    faults: [{ path: at(foreign), code: 'record.foreign_unit' }],
  });
}

/** A void may come before its target; of a target that is here, its writer or its unit disposes. */
async function ownVoids(ctx: ClientCtx, statements: readonly Statement[]): Promise<void> {
  const targets = statements.map((one) => voidTarget(one)).filter((id) => id !== null);
  if (targets.length === 0) return;
  const foreign = await sql<{ id: string }>`
    select s.id from record.statement_key k
    join record.statement s on s.shard = k.shard and s.id = k.id
    where k.id = any(${targets}::uuid[]) and not (${within(ctx.actor)}) limit 1`.execute(ctx.db);
  const id = foreign.rows[0]?.id;
  if (id) throw new Refusal('forbidden', 'record.foreign_void', { values: { id } });
}

/** What a machine reads and disposes of, as a condition on statement `s`: its own, and its unit's. */
export function within(client: Client) {
  return sql<boolean>`(s.client = ${actorId(client)} or exists (
    select 1 from units.v_ancestry a
    where a.unit = s.unit and a.ancestor = ${client.unit} and a.valid_to is null))`;
}

function bad(path: string, code: string): Refusal {
  return new Refusal('invalid', 'record.bad_statement', { faults: [{ path, code }] });
}
