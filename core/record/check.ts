import { type Fault, Refusal } from '@suotdoi/core/ground';
import type { z } from 'zod';
import { statementSchema, type ToldStatement } from './statement.ts';

const DEPTH = 60;
/** Statements in one request. */
const MOST = 1000;

type Path = readonly (string | number)[];

/** Versions of the standard that are spoken here. */
export const versions = ['2.0.0', '1.0.3'] as const;
export type Version = (typeof versions)[number];

/**
 * Checks what came in one request, a statement or several: the standard's rules, and what a
 * database can keep. The answer is what came, not a copy.
 * @throws Refusal `invalid` record.bad_statement; each fault's path is a JSON path (`$[3].verb.id`)
 */
export function checkStatements(input: unknown, version: Version = '2.0.0'): ToldStatement[] {
  const list = Array.isArray(input);
  if (list && input.length === 0) throw refuse({ path: [], code: 'record.empty_list' });
  if (list && input.length > MOST) {
    throw refuse({ path: [], code: 'record.too_many_statements', values: { max: MOST } });
  }
  keepable(input, [], false);
  const statements = list ? input : [input];
  statements.forEach((one, i) => {
    const { error } = statementSchema.safeParse(one);
    const first = error?.issues[0];
    if (first) throw refuse(faultOf(first, list ? [i] : [], one));
    if (version === '1.0.3') onlyOldWords(one, list ? [i] : []);
  });
  return statements;
}

/** What came with 2.0 is unknown to 1.0.3. */
function onlyOldWords(statement: ToldStatement, at: Path): void {
  if (statement.version?.startsWith('2')) {
    throw refuse({ path: [...at, 'version'], code: 'record.not_version' });
  }
  const { object } = statement;
  const tellers = [
    { path: [...at, 'context'], context: statement.context },
    ...(object.objectType === 'SubStatement'
      ? [{ path: [...at, 'object', 'context'], context: object.context }]
      : []),
  ];
  for (const { path, context } of tellers) {
    for (const key of ['contextAgents', 'contextGroups'] as const) {
      if (context?.[key]) throw refuse({ path: [...path, key], code: 'record.unknown_property' });
    }
  }
}

/** Depth, nulls (allowed in extensions only), and text or numbers that would not come back the same. */
function keepable(value: unknown, path: Path, free: boolean): void {
  if (value === null && !free) throw refuse({ path, code: 'record.no_null' });
  if (typeof value === 'string' && !sound(value)) throw refuse({ path, code: 'record.bad_text' });
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw refuse({ path, code: 'record.bad_number' });
  }
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= DEPTH)
    throw refuse({ path: [], code: 'record.too_deep', values: { max: DEPTH } });
  if (Array.isArray(value)) {
    for (const [i, inner] of value.entries()) keepable(inner, [...path, i], free);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!sound(key)) throw refuse({ path, code: 'record.bad_text' });
    // The schema would pass over this one.
    if (key === '__proto__')
      throw refuse({ path: [...path, key], code: 'record.unknown_property' });
    keepable(inner, [...path, key], free || key === 'extensions');
  }
}

/** PostgreSQL keeps no NUL and no half of a surrogate pair. */
function sound(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

interface Found extends Omit<Fault, 'path'> {
  readonly path: Path;
}

function refuse({ path, ...fault }: Found): Refusal {
  return new Refusal('invalid', 'record.bad_statement', {
    faults: [{ ...fault, path: jsonPath(path) }],
  });
}

function faultOf(issue: z.core.$ZodIssue, at: Path, told: unknown): Found {
  const path = [...at, ...issue.path.map((step) => (typeof step === 'symbol' ? '' : step))];
  if (issue.message.startsWith('record.')) return { path, code: issue.message };
  if (issue.code === 'unrecognized_keys') {
    return { path: [...path, issue.keys[0] ?? ''], code: 'record.unknown_property' };
  }
  if (issue.code === 'invalid_key') {
    const code = issue.issues[0]?.message ?? '';
    return { path, code: code.startsWith('record.') ? code : 'record.wrong_value' };
  }
  const missing = issue.code === 'invalid_type' && valueAt(told, issue.path) === undefined;
  return { path, code: missing ? 'record.required' : 'record.wrong_value' };
}

function valueAt(told: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => Object(value)[step], told);
}

/** `$.actor.mbox`, `$[3].context.extensions["https://…"]`. */
function jsonPath(path: Path): string {
  const step = (one: string | number) => {
    if (typeof one === 'number') return `[${one}]`;
    return /^[a-z_]\w*$/i.test(one) ? `.${one}` : `[${JSON.stringify(one)}]`;
  };
  return `$${path.map(step).join('')}`;
}
