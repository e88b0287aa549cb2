import { createHash } from 'node:crypto';
import { type Ctx, sha256 } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { ToldStatement } from './statement.ts';

export type Definition = Readonly<Record<string, unknown>>;
interface Told {
  readonly id: string;
  readonly definition?: Definition | undefined;
}

/** Definitions already kept by this process, so that the same one again costs nothing. */
const seen = new Map<string, string>();
const MOST_SEEN = 20_000;

/** Keeps what these statements tell of their activities, beside what is known of them. */
export async function keepDefinitions(
  ctx: Ctx,
  statements: readonly ToldStatement[],
): Promise<void> {
  const told = new Map<string, Definition>();
  for (const { id, definition } of statements.flatMap(activitiesIn)) {
    if (!definition || Object.keys(definition).length === 0) continue;
    const mark = createHash('sha1').update(JSON.stringify(definition)).digest('base64');
    if (seen.get(id) === mark) continue;
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(id, mark);
    told.set(id, merged(told.get(id), definition));
  }
  if (told.size === 0) return;
  const known = await definitionsOf(ctx, [...told.keys()]);
  const rows = [...told].map(([id, definition]) => ({
    key: sha256(id).toString('hex'),
    id,
    definition: merged(known.get(id), definition),
  }));
  await sql`
    insert into record.activity (key, id, definition, updated)
    select decode(key, 'hex'), id, definition, ${ctx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as t(key text, id text, definition json)
    order by key
    on conflict (key) do update set definition = excluded.definition, updated = excluded.updated
  `.execute(ctx.db);
}

/** What is known of these activities, by id. */
export async function definitionsOf(
  { db }: Pick<Ctx, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Definition>> {
  if (ids.length === 0) return new Map();
  const keys = ids.map((id) => sha256(id).toString('hex'));
  const { rows } = await sql<{ id: string; definition: Definition }>`
    select id, definition from record.activity
    where key = any(array(select decode(k, 'hex') from unnest(${keys}::text[]) k))`.execute(db);
  return new Map(rows.map(({ id, definition }) => [id, definition]));
}

/** The activities that a statement names as its object and in its context. */
export function activitiesIn({ object, context }: Pick<ToldStatement, 'object' | 'context'>) {
  const own: Told[] =
    object.objectType === undefined || object.objectType === 'Activity' ? [object] : [];
  const inner: Told[] = object.objectType === 'SubStatement' ? activitiesIn(object) : [];
  const around = Object.values(context?.contextActivities ?? {}).flatMap((list) =>
    // Version 1.0 allows a lone activity.
    [list ?? []].flat(),
  );
  return [...own, ...inner, ...around];
}

/** The newer word counts; texts in other languages stay. */
function merged(old: Definition | undefined, next: Definition): Definition {
  if (!old) return next;
  const both = { ...old, ...next };
  for (const key of ['name', 'description', 'extensions']) {
    const [before, now] = [old[key], next[key]];
    if (typeof before === 'object' && typeof now === 'object') both[key] = { ...before, ...now };
  }
  return both;
}
