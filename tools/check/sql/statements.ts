import type ts from 'typescript';
import { type Fault, isTest, lineOf, type Project } from '../project.ts';
import { type Call, callsNamed, type Piece, piecesOf } from './code.ts';
import type { Statement } from './schema.ts';
import { says, splitAt, type Token, tokensOf } from './tokens.ts';
import { usesIn } from './uses.ts';

const CLOCKS = new Set([
  ...['now', 'clock_timestamp', 'statement_timestamp', 'transaction_timestamp', 'timeofday'],
  ...['random', 'gen_random_uuid', 'uuidv4', 'uuidv7', 'nextval', 'setval'],
]);
const CLOCK_WORDS = new Set([
  ...['current_timestamp', 'current_date', 'current_time', 'localtimestamp', 'localtime'],
]);
const GROUPINGS = new Set(['rollup', 'cube', 'grouping']);

const NO_MERGE = 'No MERGE: use insert … on conflict do update.';
const noClock = (name: string) =>
  `${name} differs from row to row and machine to machine: pass the value (ctx.now, newId()).`;
const noGrouping = (name: string) =>
  `No ${name}: spread tables cannot group so. Ask for each level, or add the figures in code.`;
const noRecursion = (table: string) =>
  `No recursive query over ${table}, which a nation spreads: keep the way up in a table, as units.ancestry.`;
const noSkipping = (table: string) =>
  `skip locked works on one shard of ${table} only: say which shard, or let one leader take the rows.`;

interface Found {
  readonly at: number;
  readonly text: string;
}

function tokenFault(tokens: readonly Token[], i: number): string | undefined {
  const token = tokens[i];
  if (token?.kind !== 'word' || says(tokens, i - 1, '.')) return undefined;
  const called = says(tokens, i + 1, '(');
  if (CLOCK_WORDS.has(token.text) || (called && CLOCKS.has(token.text))) {
    return noClock(token.text);
  }
  if (GROUPINGS.has(token.text) && (called || says(tokens, i + 1, 'sets'))) {
    return noGrouping(token.text);
  }
  if (says(tokens, i, 'merge', 'into')) return NO_MERGE;
  if (called && token.text === 'json_table') return 'json_table is newer than PostgreSQL 16.';
  return undefined;
}

function statementFaults(tokens: readonly Token[], spread: ReadonlySet<string>): Found[] {
  const faults = tokens.flatMap((token, i): Found[] => {
    const text = tokenFault(tokens, i);
    return text ? [{ at: token.at, text }] : [];
  });
  const table = usesIn(tokens).find((use) => spread.has(use.name))?.name;
  if (!table) return faults;
  const recursive = tokens.findIndex((_, i) => says(tokens, i, 'with', 'recursive'));
  if (recursive !== -1) faults.push({ at: tokens[recursive]?.at ?? 0, text: noRecursion(table) });
  const skip = tokens.findIndex((_, i) => says(tokens, i, 'skip', 'locked'));
  if (skip !== -1 && !tokens.some((token) => token.text === 'shard')) {
    faults.push({
      at: tokens[skip]?.at ?? 0,
      text: noSkipping(table),
    });
  }
  return faults;
}

/** Rules for SQL as text, in migrations. */
export function migrationStatements(
  statements: readonly Statement[],
  spread: ReadonlySet<string>,
): Fault[] {
  return statements.flatMap(({ file, text, tokens }) =>
    statementFaults(tokens, spread).map((found) => ({
      file,
      line: lineOf(text, found.at),
      text: found.text,
    })),
  );
}

function pieceFaults(piece: Piece, spread: ReadonlySet<string>): Fault[] {
  if (piece.text === '') return [];
  const { file, line, text } = piece;
  return splitAt(tokensOf(text), ';')
    .flatMap((tokens) => statementFaults(tokens, spread))
    .map((found) => ({ file, line: line + lineOf(text, found.at) - 1, text: found.text }));
}

const SPECIAL = new Set(['withRecursive', 'mergeInto', 'fn', 'agg', 'skipLocked']);

/** A spread table that calls within this node touch. */
function spreadWithin(node: ts.Node, pieces: readonly Piece[], spread: ReadonlySet<string>) {
  return pieces
    .filter((piece) => piece.node.pos >= node.pos && piece.node.end <= node.end)
    .flatMap((piece) => piece.uses.map((use) => use.name))
    .find((name) => spread.has(name));
}

function callFault({ name, argument, chain }: Call, table: string | undefined): string | undefined {
  if (name === 'mergeInto') return NO_MERGE;
  if (name === 'fn' || name === 'agg') {
    if (CLOCKS.has(argument)) return noClock(argument);
    return GROUPINGS.has(argument) ? noGrouping(argument) : undefined;
  }
  if (!table) return undefined;
  if (name === 'withRecursive') return noRecursion(table);
  return chain.getText().includes('shard') ? undefined : noSkipping(table);
}

function kyselyFaults(project: Project, file: string, spread: ReadonlySet<string>): Fault[] {
  const pieces = piecesOf(project, file);
  return callsNamed(project, file, SPECIAL).flatMap((call): Fault[] => {
    const text = callFault(call, spreadWithin(call.chain, pieces, spread));
    return text ? [{ file, line: call.line, text }] : [];
  });
}

/** Rules for SQL in code: texts, and chains of Kysely calls. */
export function codeStatements(project: Project, spread: ReadonlySet<string>): Fault[] {
  const files = project.files.filter((file) => /^core\/.*\.ts$/.test(file) && !isTest(file));
  return files.flatMap((file) => [
    ...piecesOf(project, file).flatMap((piece) => pieceFaults(piece, spread)),
    ...kyselyFaults(project, file, spread),
  ]);
}
