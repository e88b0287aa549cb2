import { authorise } from '@suotdoi/core/accounts';
import { type Actor, actorId, type Ctx, change, newId, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { keepDefinitions } from './activities.ts';
import type { Entry } from './batch.ts';
import type { Version } from './check.ts';
import { personOf, voidTarget } from './derive.ts';
import type { Gatherer } from './gather.ts';
import { type Grant, granted, need } from './grants.ts';
import { agentKey } from './identity.ts';
import { shardsKnown, unitsWithin } from './receive-cache.ts';
import { recordStatements } from './record-statements.ts';
import { completeReferences } from './references.ts';
import type { Statement, ToldStatement } from './statement.ts';
import { extensions } from './vocabulary.ts';

export type Client = Extract<Actor, { kind: 'client' }>;
/** The context of a request of a machine: what it may do, and the version that it speaks. */
export type ClientCtx = Ctx & {
  readonly actor: Client;
  readonly grant: Grant;
  readonly version: Version;
};

/** Shards of the people who are known here, by id; asked of `people`, which the record may not read. */
export type ShardOf = (ctx: Ctx, people: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** What receiving needs beside the statements. */
export interface Reception {
  readonly shardOf: ShardOf;
  readonly gatherer: Gatherer | null;
}

/** Where statements about nobody known here are kept, until someone claims them. */
const NOBODYS_SHARD = '00000';

/**
 * Takes statements that a machine sent and that were checked, all or none. Returns their ids in
 * order; a statement without one gets one. A machine writes about places within its unit (or about
 * none), and voids what it or its unit wrote.
 * @throws Refusal `forbidden` record.foreign_unit, record.foreign_void, record.no_scope,
 *   `conflict` record.same_id_other_content
 */
export async function receiveStatements(
  ctx: ClientCtx,
  told: readonly ToldStatement[],
  { shardOf, gatherer }: Reception,
): Promise<string[]> {
  need(ctx.grant, 'statements/write');
  await authorise(ctx, 'record.write', ctx.actor.unit);
  const statements = told.map(identified);
  eachOnce(statements);
  await allowed(ctx, statements);
  const entries = await entriesOf(ctx, statements, { shardOf, version: ctx.version });
  const [only] = entries;
  if (gatherer && only && entries.length === 1 && voidTarget(only.statement) === null) {
    await gatherer.add(ctx, only);
  } else {
    await recordBatch(ctx, entries);
  }
  return statements.map(({ id }) => id);
}

/** Statements with the shards of their people. */
export async function entriesOf(
  ctx: Ctx,
  statements: readonly Statement[],
  { shardOf, version }: { readonly shardOf: ShardOf; readonly version?: Version },
): Promise<Entry[]> {
  const people = statements.map(({ actor }) => personOf(actor));
  const named = [...new Set(people.filter((id) => id !== null))];
  const known = await shardsKnown(ctx, named, shardOf);
  return statements.map((statement, i) => ({
    shard: known.get(people[i] ?? '') ?? NOBODYS_SHARD,
    statement,
    // Version 1.0.3 asks for 1.0.0 in statements that name none.
    version: version === '1.0.3' ? '1.0.0' : '2.0.0',
  }));
}

async function recordBatch(ctx: ClientCtx, entries: readonly Entry[]): Promise<void> {
  const statements = entries.map(({ statement }) => statement);
  const { stored } = await change(ctx, async (inner) => {
    const at = { ...ctx, db: inner.db };
    await ownVoids(at, statements);
    await keepDefinitions(at, statements);
    return recordStatements(at, entries);
  });
  await completeReferences(ctx, stored);
}

/** With an id in lower case, and with lists where version 1.0 allowed a lone activity (xAPI 2.0, 4.2.6). */
export function identified(told: ToldStatement): Statement {
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

/** @throws Refusal `forbidden` record.only_own_attempt, record.foreign_unit */
async function allowed(ctx: ClientCtx, statements: readonly Statement[]): Promise<void> {
  withinAttempt(ctx.grant, statements);
  await withinUnit(ctx, statements);
}

/** What a machine may bring in bulk. @throws Refusal `forbidden`, as in `receiveStatements` */
export async function allowedInBulk(
  ctx: ClientCtx,
  statements: readonly Statement[],
): Promise<void> {
  await allowed(ctx, statements);
  await ownVoids(ctx, statements);
}

/** @throws Refusal `forbidden` record.only_own_attempt: the token is for one learner's attempt */
function withinAttempt({ attempt }: Grant, statements: readonly Statement[]): void {
  if (!attempt) return;
  const own = agentKey(attempt.agent);
  const foreign = statements.some(
    (one) =>
      agentKey(one.actor) !== own ||
      one.context?.registration?.toLowerCase() !== attempt.registration ||
      voidTarget(one) !== null,
  );
  if (foreign) throw new Refusal('forbidden', 'record.only_own_attempt');
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
  const inside = await unitsWithin(ctx, ctx.actor, units);
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

/** What a machine disposes of, as a condition on statement `s`: its own, and its unit's. */
function within(client: Client) {
  return sql<boolean>`(s.client = ${actorId(client)} or ${ofUnit(client)})`;
}

function ofUnit({ unit }: Client) {
  return sql<boolean>`exists (select 1 from units.v_ancestry a
    where a.unit = s.unit and a.ancestor = ${unit} and a.valid_to is null)`;
}

/** Root of all units: a machine bound to it reads everything. */
const NATION = 'VN';

/** What a machine may read, as a condition on statement `s`; null: everything. */
export function readable({ actor, grant }: ClientCtx) {
  need(grant, 'statements/read', 'statements/read/mine');
  const own = sql<boolean>`s.client = ${actorId(actor)}`;
  if (grant.attempt) {
    const { registration, agent } = grant.attempt;
    const person = personOf(agent);
    const actorIs = person === null ? sql`s.agent = ${agentKey(agent)}` : sql`s.person = ${person}`;
    return sql<boolean>`(s.registration = ${registration} and ${actorIs})`;
  }
  if (!granted(grant, 'statements/read')) return own;
  return actor.unit === NATION ? null : within(actor);
}

function bad(path: string, code: string): Refusal {
  return new Refusal('invalid', 'record.bad_statement', { faults: [{ path, code }] });
}
