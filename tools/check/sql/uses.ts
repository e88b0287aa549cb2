import { bracket, says, type Token } from './tokens.ts';

/** One table or view that some SQL touches. `name` is `schema.name`. */
export interface Use {
  readonly how: 'read' | 'write' | 'refer';
  readonly name: string;
  /** Offset in the text it was found in. */
  readonly at: number;
}

/** A table whose name only the running program knows. */
export const HIDDEN = '?';

/** Words before a name that change what stands there, longest first. */
const WRITES: readonly (readonly string[])[] = [
  ['insert', 'into'],
  ['merge', 'into'],
  ['delete', 'from', 'only'],
  ['delete', 'from'],
  ['update', 'only'],
  ['update'],
  ['truncate', 'table'],
  ['truncate'],
  ['lock', 'table'],
  ['alter', 'table', 'if', 'exists'],
  ['alter', 'table', 'only'],
  ['alter', 'table'],
  ['alter', 'view'],
  ['drop', 'table', 'if', 'exists'],
  ['drop', 'table'],
  ['drop', 'view', 'if', 'exists'],
  ['drop', 'view'],
  ['table', 'if', 'not', 'exists'],
  ['create', 'table'],
  ['unlogged', 'table'],
  ['view', 'if', 'not', 'exists'],
  ['view'],
  ['function'],
  ['create', 'type'],
  ['create', 'domain'],
  ['sequence'],
  ['copy'],
];
const READS = new Set(['from', 'join', 'using']);

/** A qualified name at `i`: `schema.name`, `schema."name"`. */
function nameAt(tokens: readonly Token[], i: number): { name: string; end: number } | undefined {
  const [schema, dot, name] = [tokens[i], tokens[i + 1], tokens[i + 2]];
  const named = (token?: Token) => token?.kind === 'word' || token?.kind === 'quoted';
  if (!named(schema) || dot?.text !== '.' || !named(name)) return undefined;
  return { name: `${schema?.text}.${name?.text}`, end: i + 3 };
}

function afterAlias(tokens: readonly Token[], from: number): number {
  let i = says(tokens, from, 'as') ? from + 1 : from;
  if (tokens[i]?.kind === 'word' || tokens[i]?.kind === 'quoted') i += 1;
  return i;
}

/** The names of `from a.x, b.y as z, (select …) t`: after the first, each that a comma brings. */
function listAt(tokens: readonly Token[], from: number): Use[] {
  const uses: Use[] = [];
  for (let i = from; ; ) {
    if (says(tokens, i, 'only') || says(tokens, i, 'lateral')) i += 1;
    const found = nameAt(tokens, i);
    if (found) uses.push({ how: 'read', name: found.name, at: tokens[i]?.at ?? 0 });
    const bracketed = tokens[i]?.text === '(';
    const end = found?.end ?? (bracketed ? bracket(tokens, i).end : i + 1);
    const comma = afterAlias(tokens, end);
    if (tokens[comma]?.text !== ',') return uses;
    i = comma + 1;
  }
}

function writeAt(tokens: readonly Token[], i: number): Use[] {
  const before = tokens[i - 1]?.text ?? '';
  // `for update`, `do update set`, `on update cascade` name no table here.
  if (says(tokens, i, 'update') && ['for', 'do', 'on', 'no'].includes(before)) return [];
  const words = WRITES.find((row) => says(tokens, i, ...row));
  if (!words) return [];
  const at = tokens[i]?.at ?? 0;
  if (tokens[i + words.length]?.kind === 'hole') return [{ how: 'write', name: HIDDEN, at }];
  const found = nameAt(tokens, i + words.length);
  return found ? [{ how: 'write', name: found.name, at }] : [];
}

function useAt(tokens: readonly Token[], i: number): Use[] {
  if (tokens[i]?.kind !== 'word') return [];
  const at = tokens[i]?.at ?? 0;
  if (says(tokens, i, 'references')) {
    const found = nameAt(tokens, i + 1);
    return found ? [{ how: 'refer', name: found.name, at }] : [];
  }
  if (says(tokens, i, 'on') && isIndex(tokens, i)) {
    const found = nameAt(tokens, says(tokens, i + 1, 'only') ? i + 2 : i + 1);
    return found ? [{ how: 'write', name: found.name, at }] : [];
  }
  if (READS.has(tokens[i]?.text ?? '') && !says(tokens, i - 1, 'delete', 'from')) {
    return listAt(tokens, i + 1);
  }
  return writeAt(tokens, i);
}

function isIndex(tokens: readonly Token[], on: number): boolean {
  return tokens
    .slice(Math.max(0, on - 5), on)
    .some((t) => t.text === 'index' || t.text === 'trigger');
}

/** Every table and view that SQL reads, writes or refers to, where the name carries its schema. */
export function usesIn(tokens: readonly Token[]): Use[] {
  return tokens.flatMap((_, i) => useAt(tokens, i));
}
