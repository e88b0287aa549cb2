import { hash } from 'node:crypto';
import { agentKey, indexable } from './identity.ts';
import type { ToldStatement } from './statement.ts';
import type { Who } from './who.ts';

/**
 * What a statement is found by: `agent`, `activity`, `verb` and `registration` as the filters name
 * them; `any-agent` and `any-activity` wherever in it they are named (related_agents,
 * related_activities).
 */
export type TermKind =
  | 'agent'
  | 'activity'
  | 'verb'
  | 'registration'
  | 'any-agent'
  | 'any-activity';

/** Most statements name the same few agents and activities again. */
const kept = new Map<string, string>();
const MOST_KEPT = 10_000;

/** A term as 64 bits, written as PostgreSQL reads it: the first bytes of its SHA-256. */
export function term(kind: TermKind, key: string): string {
  const text = `${kind} ${key}`;
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = hash('sha256', text, 'buffer').readBigInt64BE().toString();
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, made);
  return made;
}

/** Agents and activities that a statement names anywhere (xAPI 2.0, 4.1.6.1: related_…). */
export function relatedTerms(statement: ToldStatement, authority: Who): string[] {
  const found = new Set<string>();
  addWho(found, authority);
  addStatement(found, statement);
  return [...found];
}

type Told = Pick<ToldStatement, 'actor' | 'context'> & { readonly object: ToldStatement['object'] };

function addStatement(found: Set<string>, { actor, object, context }: Told): void {
  addWho(found, actor);
  if (object.objectType === 'SubStatement') addStatement(found, object);
  else if (object.objectType === 'Agent' || object.objectType === 'Group') addWho(found, object);
  else if (object.objectType !== 'StatementRef') addActivity(found, object.id);
  if (!context) return;
  if (context.instructor) addWho(found, context.instructor);
  if (context.team) addWho(found, context.team);
  for (const { agent } of context.contextAgents ?? []) addWho(found, agent);
  for (const { group } of context.contextGroups ?? []) addWho(found, group);
  for (const list of Object.values(context.contextActivities ?? {})) {
    // Version 1.0 allows a lone activity.
    for (const { id } of [list ?? []].flat()) addActivity(found, id);
  }
}

function addActivity(found: Set<string>, id: string): void {
  found.add(term('any-activity', indexable(id)));
}

function addWho(found: Set<string>, who: Who): void {
  const key = agentKey(who);
  if (key !== null) found.add(term('any-agent', key));
  if ('member' in who) for (const member of who.member ?? []) addWho(found, member);
}
