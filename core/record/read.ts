import { Refusal } from '@suotdoi/core/ground';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { personOf } from './derive.ts';
import { iri, momentFrom, timestamp, uuid } from './formats.ts';
import { agentKey } from './identity.ts';
import { type ClientCtx, within } from './receive.ts';
import { who } from './who.ts';

/** Statements in one page, at most; a request for more gets a `more` link. */
const PAGE = 500;

const agent = z.string().transform((text, check) => {
  try {
    return who.parse(JSON.parse(text));
  } catch {
    check.addIssue({ code: 'custom', message: 'record.not_agent' });
    return z.NEVER;
  }
});

const filters = {
  agent: agent.optional(),
  verb: iri.optional(),
  activity: iri.optional(),
  registration: uuid.optional(),
  since: timestamp.optional(),
  until: timestamp.optional(),
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'record.wrong_value')
    .optional(),
  ascending: z.enum(['true', 'false']).optional(),
  // What a list here always is; the wider forms are refused, not ignored.
  related_agents: z.literal('false').optional(),
  related_activities: z.literal('false').optional(),
  format: z.literal('exact').optional(),
  attachments: z.literal('false').optional(),
};

/** Parameters of a list (xAPI 2.0, 4.1.6.1). Anything unknown is refused. */
export const listSchema = z.strictObject(filters);
type Filters = z.infer<typeof listSchema>;

const style = { format: filters.format, attachments: filters.attachments };
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

/** What this machine may read, newest first unless `ascending`; voided statements left out. */
export async function statementPage(
  ctx: ClientCtx,
  told: Filters,
  after: Cursor | null,
): Promise<Page> {
  const limit = Math.min(Number(told.limit ?? 0) || PAGE, PAGE);
  const up = told.ascending === 'true';
  const conditions = [within(ctx.actor), sql`s.voided_by is null`, ...conditionsOf(told)];
  if (after) {
    const place = sql`(${after.received}::timestamptz, ${after.id}::uuid)`;
    conditions.push(up ? sql`(s.received, s.id) > ${place}` : sql`(s.received, s.id) < ${place}`);
  }
  const order = up ? sql`s.received, s.id` : sql`s.received desc, s.id desc`;
  const { rows } = await sql<{ id: string; received: Date; body: string }>`
    select s.id, s.received, s.body::text as body from record.v_statement s
    where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    statements: page.map(({ body }) => body),
    next: last ? { received: last.received.toISOString(), id: last.id } : null,
  };
}

function conditionsOf(told: Filters): RawBuilder<unknown>[] {
  const list: RawBuilder<unknown>[] = [];
  const { agent, verb, activity, registration, since, until } = told;
  if (agent) {
    const person = personOf(agent);
    const key = agentKey(agent) ?? '';
    list.push(
      person === null
        ? sql`(s.agent = ${key} or s.object = ${key})`
        : sql`(s.person = ${person} or s.object = ${key})`,
    );
  }
  if (verb !== undefined) list.push(sql`s.verb = ${verb}`);
  if (activity !== undefined) list.push(sql`s.object = ${activity}`);
  if (registration !== undefined) list.push(sql`s.registration = ${registration}`);
  if (since !== undefined) list.push(sql`s.received > ${momentFrom(since)}`);
  if (until !== undefined) list.push(sql`s.received <= ${momentFrom(until)}`);
  return list;
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
      and ${within(ctx.actor)}`.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal('missing', 'record.no_statement');
  return found;
}

/** An act's `received` is decided this long before its transaction begins, at most. */
const SETTLED_MS = 2000;

/** Everything received until this moment is committed and can be read (xAPI 2.0, 4.1.6). */
export async function consistentThrough({ db, now }: ClientCtx): Promise<Date> {
  const { rows } = await sql<{ oldest: Date | null }>`
    select min(xact_start) as oldest from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and pid <> pg_backend_pid()`.execute(db);
  const oldest = rows[0]?.oldest?.getTime() ?? Number.POSITIVE_INFINITY;
  return new Date(Math.min(now.getTime(), oldest) - SETTLED_MS);
}
