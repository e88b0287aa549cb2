import { hash } from 'node:crypto';
import { actorId, change, Refusal, sha256 } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { personOf } from './derive.ts';
import { agentKey } from './identity.ts';
import type { ClientCtx } from './receive.ts';
import type { Who } from './who.ts';

/** Whose documents, and about what. Machines of one unit share them; others do not see them. */
export interface Holder {
  readonly kind: 'state' | 'activity-profile' | 'agent-profile';
  readonly activity: string | null;
  readonly agent: Who | null;
  readonly registration: string | null;
}

export interface Document {
  readonly name: string;
  readonly content: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly updated: Date;
}

/** What a request asks of the document that stands there (RFC 9110, 13.1). */
export interface Conditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** Where there is no registration. */
const NONE = '00000000-0000-0000-0000-000000000000';

function holderKey({ actor }: ClientCtx, { kind, activity, agent }: Holder): Buffer {
  const key = agent === null ? null : agentKey(agent);
  return sha256(JSON.stringify([actor.unit, kind, activity, key]));
}

/** One document. @throws Refusal `missing` record.no_document */
export async function oneDocument(ctx: ClientCtx, holder: Holder, name: string): Promise<Document> {
  const found = await find(ctx, { holder, name });
  if (!found) throw new Refusal('missing', 'record.no_document');
  return found;
}

async function find(
  ctx: ClientCtx,
  place: { holder: Holder; name: string; lock?: boolean },
): Promise<Document | undefined> {
  const { holder, name, lock = false } = place;
  const { rows } = await sql<Document>`
    select name, content, content_type as "contentType", etag, updated from record.document
    where holder = ${holderKey(ctx, holder)} and key = ${sha256(name)}
      and registration = ${holder.registration ?? NONE}::uuid
    ${lock ? sql`for update` : sql``}`.execute(ctx.db);
  return rows[0];
}

/** Names of the documents held there, of every registration unless one is named. */
export async function documentNames(
  ctx: ClientCtx,
  holder: Holder,
  since: string | null,
): Promise<{ names: string[]; latest: Date | null }> {
  const { rows } = await sql<{ name: string; updated: Date }>`
    select name, max(updated) as updated from record.document
    where holder = ${holderKey(ctx, holder)}
      and (${holder.registration}::uuid is null or registration = ${holder.registration}::uuid)
      and (${since}::timestamptz is null or updated > ${since}::timestamptz)
    group by name order by name`.execute(ctx.db);
  const latest = rows.reduce<Date | null>(
    (at, { updated }) => (at === null || updated > at ? updated : at),
    null,
  );
  return { names: rows.map(({ name }) => name), latest };
}

/** A document as it comes in. */
export interface Told {
  readonly content: Buffer;
  readonly contentType: string;
}

/**
 * Puts a document in the place of what is there. Without a condition nothing is overwritten that
 * its writer may not know of, unless `careless` (State of version 1.0.3).
 * @throws Refusal `conflict` record.document_exists; `stale` see `hold`
 */
export async function putDocument(
  ctx: ClientCtx,
  place: { holder: Holder; name: string; careless: boolean },
  told: Told & Conditions,
): Promise<void> {
  const bare = told.ifMatch === undefined && told.ifNoneMatch === undefined;
  await changeDocument(ctx, place, (there) => {
    if (there && bare && !place.careless) throw new Refusal('conflict', 'record.document_exists');
    hold(there, told);
    return told;
  });
}

/**
 * Merges a JSON document into the one that is there, property by property at its top; alone it is
 * kept as it is.
 * @throws Refusal `invalid` record.not_mergeable
 */
export async function mergeDocument(
  ctx: ClientCtx,
  place: { holder: Holder; name: string },
  told: Told & Conditions,
): Promise<void> {
  await changeDocument(ctx, place, (there) => {
    hold(there, told);
    if (!there) return told;
    const merged = { ...objectIn(there), ...objectIn(told) };
    return { content: Buffer.from(JSON.stringify(merged)), contentType: 'application/json' };
  });
}

/** Deletes one document, or nothing if there is none. */
export async function deleteDocument(
  ctx: ClientCtx,
  place: { holder: Holder; name: string },
  told: Conditions,
): Promise<void> {
  await changeDocument(ctx, place, (there) => {
    hold(there, told);
    return null;
  });
}

/** Deletes all documents held there, of every registration unless one is named. */
export async function deleteDocuments(ctx: ClientCtx, holder: Holder): Promise<void> {
  await sql`
    delete from record.document where holder = ${holderKey(ctx, holder)}
      and (${holder.registration}::uuid is null or registration = ${holder.registration}::uuid)
  `.execute(ctx.db);
}

async function changeDocument(
  ctx: ClientCtx,
  { holder, name }: { holder: Holder; name: string },
  decide: (there: Document | undefined) => Told | null,
): Promise<void> {
  const key = holderKey(ctx, holder);
  await change(ctx, async (inner) => {
    const at = { ...ctx, db: inner.db };
    // Of two who make the same document at once, the second waits and then sees it.
    const turn = hash('sha256', `${key.toString('hex')} ${name}`, 'buffer').readInt32BE();
    await sql`select pg_advisory_xact_lock(${turn})`.execute(at.db);
    const next = decide(await find(at, { holder, name, lock: true }));
    if (next) await write(at, { holder, name, key }, next);
    else await remove(at, { holder, name, key });
  });
}

interface Place {
  readonly holder: Holder;
  readonly name: string;
  readonly key: Buffer;
}

async function write(ctx: ClientCtx, { holder, name, key }: Place, told: Told): Promise<void> {
  const { agent } = holder;
  await sql`
    insert into record.document (holder, registration, key, kind, name, person, agent,
      content_type, content, etag, updated, client)
    values (${key}, ${holder.registration ?? NONE}::uuid, ${sha256(name)}, ${holder.kind}, ${name},
      ${agent && personOf(agent)}::uuid, ${agent && agentKey(agent)}, ${told.contentType},
      ${told.content}, ${hash('sha1', told.content, 'hex')}, ${ctx.now}, ${actorId(ctx.actor)})
    on conflict (holder, registration, key) do update set content_type = excluded.content_type,
      content = excluded.content, etag = excluded.etag, updated = excluded.updated,
      client = excluded.client`.execute(ctx.db);
}

async function remove(ctx: ClientCtx, { holder, name, key }: Place): Promise<void> {
  await sql`delete from record.document where holder = ${key} and key = ${sha256(name)}
    and registration = ${holder.registration ?? NONE}::uuid`.execute(ctx.db);
}

/** @throws Refusal `stale` record.document_changed where the conditions do not hold */
function hold(there: Document | undefined, { ifMatch, ifNoneMatch }: Conditions): void {
  const matches = (told: string) =>
    there !== undefined &&
    (told.trim() === '*' || told.split(',').some((tag) => bareTag(tag) === there.etag));
  const holds =
    (ifMatch === undefined || matches(ifMatch)) &&
    (ifNoneMatch === undefined || !matches(ifNoneMatch));
  if (!holds) throw new Refusal('stale', 'record.document_changed');
}

function bareTag(tag: string): string {
  return tag.trim().replace(/^W\//, '').replace(/^"|"$/g, '');
}

function objectIn({ content, contentType }: Told): object {
  if (/^application\/json\b/i.test(contentType)) {
    const value: unknown = JSON.parse(content.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  }
  throw new Refusal('invalid', 'record.not_mergeable');
}
