import { activitiesIn, type Definition } from './activities.ts';
import type { ToldStatement } from './statement.ts';

type Json = Record<string, unknown>;

/** How statements are written out (xAPI 2.0, 4.1.6.1: format). */
export const formats = ['exact', 'ids', 'canonical'] as const;
export type Format = (typeof formats)[number];

/** How agents, groups, activities and verbs are rewritten. */
interface Rewriting {
  who(who: Json): Json;
  activity(activity: Json): Json;
  verb(verb: Json): Json;
}

/** Ids of the activities in these statements, for looking up what is known of them. */
export function activityIds(statements: readonly ToldStatement[]): string[] {
  return [...new Set(statements.flatMap((one) => activitiesIn(one).map(({ id }) => id)))];
}

/** Only what identifies; for verbs and activities their id. */
export function withIds(statement: object): object {
  return rewrite(statement as Json, {
    who: identified,
    activity: ({ id }) => ({ id }),
    verb: ({ id }) => ({ id }),
  });
}

/** With what is known of each activity, and every text in one language. */
export function canonical(
  statement: object,
  known: ReadonlyMap<string, Definition>,
  languages: readonly string[],
): object {
  return rewrite(statement as Json, {
    who: (who) => who,
    activity: (activity) => {
      const definition = known.get(String(activity.id)) ?? (activity.definition as Definition);
      return definition
        ? { ...activity, definition: inOneLanguage(definition, languages) }
        : activity;
    },
    verb: (verb) => (verb.display ? { ...verb, display: oneOf(verb.display, languages) } : verb),
  });
}

function identified(who: Json): Json {
  const { objectType, mbox, mbox_sha1sum, openid, account, member } = who;
  const named = Object.entries({ mbox, mbox_sha1sum, openid, account }).filter(
    ([, value]) => value !== undefined,
  );
  const type = objectType === undefined ? {} : { objectType };
  if (named.length > 0 || !Array.isArray(member)) return { ...type, ...Object.fromEntries(named) };
  return { ...type, member: member.map(identified) };
}

function rewrite(statement: Json, how: Rewriting): Json {
  const { actor, verb, object, context, authority } = statement;
  return {
    ...statement,
    actor: how.who(actor as Json),
    verb: how.verb(verb as Json),
    object: rewriteObject(object as Json, how),
    ...(context ? { context: rewriteContext(context as Json, how) } : {}),
    ...(authority ? { authority: how.who(authority as Json) } : {}),
  };
}

function rewriteObject(object: Json, how: Rewriting): Json {
  switch (object.objectType) {
    case 'Agent':
    case 'Group':
      return how.who(object);
    case 'SubStatement':
      return rewrite(object, how);
    case 'StatementRef':
      return object;
    default:
      return how.activity(object);
  }
}

function rewriteContext(context: Json, how: Rewriting): Json {
  const next: Json = { ...context };
  for (const key of ['instructor', 'team']) {
    if (context[key]) next[key] = how.who(context[key] as Json);
  }
  for (const [list, key] of [
    ['contextAgents', 'agent'],
    ['contextGroups', 'group'],
  ] as const) {
    const told = context[list] as Json[] | undefined;
    if (told) next[list] = told.map((one) => ({ ...one, [key]: how.who(one[key] as Json) }));
  }
  const activities = context.contextActivities as Record<string, Json[]> | undefined;
  if (activities) {
    const lists = Object.entries(activities).map(([key, list]) => [key, list.map(how.activity)]);
    next.contextActivities = Object.fromEntries(lists);
  }
  return next;
}

function inOneLanguage(definition: Definition, languages: readonly string[]): Json {
  const next: Json = { ...definition };
  for (const key of ['name', 'description']) {
    if (next[key]) next[key] = oneOf(next[key], languages);
  }
  for (const key of ['choices', 'scale', 'source', 'target', 'steps']) {
    const parts = next[key] as Json[] | undefined;
    if (!parts) continue;
    next[key] = parts.map((part) =>
      part.description ? { ...part, description: oneOf(part.description, languages) } : part,
    );
  }
  return next;
}

/** The text of a language map that the reader likes best, else its first. */
function oneOf(map: unknown, languages: readonly string[]): Json {
  const texts = map as Json;
  const tags = Object.keys(texts);
  for (const wish of languages) {
    const same = tags.find((tag) => tag.toLowerCase() === wish);
    const near = same ?? tags.find((tag) => tag.toLowerCase().split('-')[0] === wish.split('-')[0]);
    if (near !== undefined) return { [near]: texts[near] };
  }
  const [first] = tags;
  return first === undefined ? texts : { [first]: texts[first] };
}

/** `Accept-Language` as tags in lower case, the best liked first (RFC 9110, 12.5.4). */
export function languagesOf(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality = ''] = part.split(/;\s*q=/);
      return { tag: tag.trim().toLowerCase(), q: quality === '' ? 1 : Number(quality) || 0 };
    })
    .filter(({ tag, q }) => q > 0 && tag !== '' && tag !== '*')
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag);
}
