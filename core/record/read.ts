import { Refusal } from '@suotdoi/core/ground';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { personOf } from './derive.ts';
import { iri, momentFrom, timestamp, uuid } from './formats.ts';
import { formats } from './formatted.ts';
import { agentKey, indexable } from './identity.ts';
import { type ClientCtx, readable } from './receive.ts';
import { term } from './terms.ts';
import { verbs } from './vocabulary.ts';
import { who } from './who.ts';

/** Statements in one page, at most; a request for more gets a `more` link. */
const PAGE = 500;

/** An agent or group as a parameter: JSON. */
export const whoParameter = z.string().transform((text, check) => {
  try {
    const told = who.parse(JSON.parse(text));
    if (agentKey(told) !== null) return told;
    throw new Error('a group without an identifier');
  } catch {
    check.addIssue({ code: 'custom', message: 'record.not_agent' });
    return z.NEVER;
  }
});

const flag = z.enum(['true', 'false']).optional();
const style = { format: z.enum(formats).optional(), attachments: flag };

/** Parameters of a list (xAPI 2.0, 4.1.6.1). Anything unknown is refused. */
export const listSchema = z.strictObject({
  agent: whoParameter.optional(),
  verb: iri.optional(),
  activity: iri.optional(),
  registration: uuid.optional(),
  since: timestamp.optional(),
  until: timestamp.optional(),
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'record.wrong_value')
    .optional(),
  ascending: flag,
  related_agents: flag,
  related_activities: flag,
  ...style,
});
export type Filters = z.infer<typeof listSchema>;

/** Parameters for one statement that stands, and for one that was voided. */
export const oneSchema = z.strictObject({ statementId: uuid, ...style });
export const voidedSchema = z.strictObject({ voidedStatementId: uuid, ...style });

/** Where a page ended. */
export interface Cursor {
  readonly received: string;
  readonly id: string;
}

export interface Page {
  /** Statements as JSON texts. */
  readonly statements: string[];
  /** Where the next page starts; null after the last. */
  readonly next: Cursor | null;
}

/**
 * What this machine may read, newest first unless `ascending`; voided statements left out. Each way
 * in which a statement can match is its own walk along an index, cut at the page's length, so that
 * a page costs what it answers.
 */
export async function statementPage(
  ctx: ClientCtx,
  told: Filters,
  after: Cursor | null,
): Promise<Page> {
  const limit = Math.min(Number(told.limit ?? 0) || PAGE, PAGE);
  const up = told.ascending === 'true';
  const order = up ? sql`received, id` : sql`received desc, id desc`;
  const always = limits(ctx, told, after);
  const walks = waysOf(told).map(
    ({ from, conditions, aside }) => sql`
      (select s.shard, s.id, s.received from ${from}
      where ${sql.join([...always, ...conditions], sql` and `)}
      order by ${aside ? asideOrder(up) : order} limit ${limit + 1})`,
  );
  const { rows } = await sql<{ id: string; received: Date; body: string }>`
    select b.id, b.received, b.body::text as body from (
      select shard, id, received from (${sql.join(walks, sql` union `)}) u
      order by ${order} limit ${limit + 1}
    ) p join record.statement b on b.shard = p.shard and b.id = p.id
    order by ${up ? sql`b.received, b.id` : sql`b.received desc, b.id desc`}`.execute(ctx.db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    statements: page.map(({ body }) => body),
    next: last ? { received: last.received.toISOString(), id: last.id } : null,
  };
}

/** The same order, in which no index is kept: found by hash first, and sorted then. */
function asideOrder(up: boolean): RawBuilder<unknown> {
  const key = sql`s.received + interval '0'`;
  return up ? sql`${key}, s.id` : sql`${key} desc, s.id desc`;
}

/** What holds for every statement of a page, whatever it is found by. */
function limits(ctx: ClientCtx, told: Filters, after: Cursor | null): RawBuilder<unknown>[] {
  const list: RawBuilder<unknown>[] = [sql`v.by is null`];
  const mine = readable(ctx);
  if (mine) list.push(mine);
  if (told.since !== undefined) list.push(sql`s.received > ${momentFrom(told.since)}::timestamptz`);
  if (told.until !== undefined)
    list.push(sql`s.received <= ${momentFrom(told.until)}::timestamptz`);
  if (after) {
    const place = sql`(${after.received}::timestamptz, ${after.id}::uuid)`;
    const up = told.ascending === 'true';
    list.push(up ? sql`(s.received, s.id) > ${place}` : sql`(s.received, s.id) < ${place}`);
  }
  return list;
}

interface Way {
  readonly from: RawBuilder<unknown>;
  readonly conditions: readonly RawBuilder<unknown>[];
  /** Found by hash, not along an index in order. */
  readonly aside: boolean;
}

// As in v_statement: a voiding statement cannot be voided.
const voids = sql`left join record.void v on v.target = s.id and s.verb <> ${verbs.voided}`;
const log = sql`record.statement s ${voids}`;
const pointers = sql`record.reference r join record.statement_key k on k.id = r.by
  join record.statement s on s.shard = k.shard and s.id = k.id ${voids}`;

/** By its own words, by what else it names if asked so, or as a pointer to one that matches. */
function waysOf(told: Filters): Way[] {
  const { verb, registration } = told;
  const both: RawBuilder<unknown>[] = [];
  const terms: string[] = [];
  if (verb !== undefined) {
    both.push(sql`s.verb = ${indexable(verb)}`);
    terms.push(term('verb', indexable(verb)));
  }
  if (registration !== undefined) {
    both.push(sql`s.registration = ${registration}::uuid`);
    terms.push(term('registration', registration.toLowerCase()));
  }
  const agents = agentWays(told);
  const activities = activityWays(told);
  terms.push(...agents.terms, ...activities.terms);
  const own = agents.ways.flatMap((a) =>
    activities.ways.map((b) => ({
      from: log,
      conditions: [...both, ...[a, b].flatMap(({ condition }) => condition ?? [])],
      aside: a.aside || b.aside,
    })),
  );
  if (terms.length === 0) return own;
  const pointing = sql`r.terms @> ${terms}::bigint[]`;
  return [...own, { from: pointers, conditions: [pointing], aside: true }];
}

interface Ways {
  readonly ways: readonly { condition: RawBuilder<unknown> | null; aside: boolean }[];
  readonly terms: readonly string[];
}

const any: Ways = { ways: [{ condition: null, aside: false }], terms: [] };

function agentWays({ agent, related_agents }: Filters): Ways {
  const key = agent ? agentKey(agent) : null;
  if (!agent || key === null) return any;
  const person = personOf(agent);
  const ways = [
    {
      condition: person === null ? sql`s.agent = ${key}` : sql`s.person = ${person}::uuid`,
      aside: false,
    },
    { condition: sql`s.object = ${key}`, aside: false },
  ];
  if (related_agents !== 'true') return { ways, terms: [term('agent', key)] };
  const hash = term('any-agent', key);
  ways.push({ condition: sql`s.related @> ${[hash]}::bigint[]`, aside: true });
  return { ways, terms: [hash] };
}

function activityWays({ activity, related_activities }: Filters): Ways {
  if (activity === undefined) return any;
  const key = indexable(activity);
  const ways = [{ condition: sql`s.object = ${key}`, aside: false }];
  if (related_activities !== 'true') return { ways, terms: [term('activity', key)] };
  const hash = term('any-activity', key);
  ways.push({ condition: sql`s.related @> ${[hash]}::bigint[]`, aside: true });
  return { ways, terms: [hash] };
}

/**
 * One statement that this machine may read: one that stands, or with `voided` one that was voided.
 * @throws Refusal `missing` record.no_statement
 */
export async function oneStatement(
  ctx: ClientCtx,
  id: string,
  voided: boolean,
): Promise<{ body: string; received: Date }> {
  const { rows } = await sql<{ body: string; received: Date }>`
    select s.body::text as body, s.received from record.statement_key k
    join record.v_statement s on s.shard = k.shard and s.id = k.id
    where k.id = ${id} and (s.voided_by is not null) = ${voided}
      and ${readable(ctx) ?? sql`true`}`.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal('missing', 'record.no_statement');
  return found;
}
