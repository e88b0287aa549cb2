import ts from 'typescript';
import { lineOfNode, nodesOf, type Project } from '../project.ts';
import { HOLE, tokensOf } from './tokens.ts';
import { HIDDEN, type Use, usesIn } from './uses.ts';

/** SQL found in code: a text, or what a chain of Kysely calls touches. */
export interface Piece {
  readonly file: string;
  readonly line: number;
  /** The SQL text; empty for Kysely calls. */
  readonly text: string;
  readonly uses: readonly Use[];
  readonly node: ts.Node;
}

const WRITING = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);
const READING = new Set([
  ...['selectFrom', 'from', 'using', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin'],
  ...['crossJoin', 'innerJoinLateral', 'leftJoinLateral', 'crossJoinLateral', 'table'],
]);
const STARTS_AS_SQL =
  /^\s*(select|insert|update|delete|with|copy|create|truncate|merge|lock|alter|drop)\s/i;

/** A fragment that is a table's name and nothing else: put into other texts, judged where it stands. */
const NAME_ALONE = /^\s*([a-z_]+\.[a-z_]+)\s*$/;

/** The words of a string or template; what code puts in is a hole. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map((span) => HOLE + span.literal.text).join('');
}

/** Whether a template is tagged `sql`, or stands in `sql.raw(…)`. */
function isTagged(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag.getText() === 'sql';
  return ts.isCallExpression(parent) && parent.expression.getText() === 'sql.raw';
}

function calledName(call: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '';
}

function tableNames(argument: ts.Expression | undefined): string[] {
  if (!argument) return [];
  const listed = ts.isArrayLiteralExpression(argument) ? [...argument.elements] : [argument];
  return listed.flatMap(
    (one) =>
      textOf(one)
        ?.trim()
        .split(/\s+as\s+|\s/i)[0] ?? [],
  );
}

/** The tables of one Kysely call; a write whose table is no text stays hidden, and is told. */
function usesOfCall(call: ts.CallExpression): Use[] {
  const name = calledName(call);
  const names = tableNames(call.arguments[0]);
  if (WRITING.has(name) && call.arguments.length > 0 && names.length === 0) {
    return [{ how: 'write', name: HIDDEN, at: 0 }];
  }
  const how = WRITING.has(name) ? 'write' : READING.has(name) ? 'read' : undefined;
  if (!how) return [];
  return names.filter((one) => one.includes('.')).map((one) => ({ how, name: one, at: 0 }));
}

function kyselyPiece(file: string, call: ts.CallExpression): Piece[] {
  const uses = usesOfCall(call);
  if (uses.length === 0) return [];
  return [{ file, line: lineOfNode(call.arguments[0] ?? call), text: '', uses, node: call }];
}

function pieceOf(file: string, node: ts.Node): Piece[] {
  if (ts.isCallExpression(node)) return kyselyPiece(file, node);
  const text = textOf(node);
  if (text === undefined || ts.isImportDeclaration(node.parent)) return [];
  if (!isTagged(node) && !STARTS_AS_SQL.test(text)) return [];
  const alone = NAME_ALONE.exec(text)?.[1];
  const uses = alone ? [{ how: 'read' as const, name: alone, at: 0 }] : usesIn(tokensOf(text));
  return [{ file, line: lineOfNode(node), text, uses, node }];
}

/** Every SQL text and every Kysely call of one file. */
export function piecesOf(project: Project, file: string): Piece[] {
  const pieces = [...nodesOf(project.tree(file))].flatMap((node) => pieceOf(file, node));
  if (!pieces.some((piece) => NAME_ALONE.test(piece.text))) return pieces;
  return pieces.map((piece) =>
    piece.text === '' ? piece : { ...piece, uses: piece.uses.filter((use) => use.name !== HIDDEN) },
  );
}

/** The whole chain a call belongs to: `db.withRecursive(…).selectFrom(…).execute()`. */
function chainOf(node: ts.Node): ts.Node {
  const { parent } = node;
  const inChain =
    (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
    (ts.isCallExpression(parent) && parent.expression === node);
  return inChain ? chainOf(parent) : node;
}

export interface Call {
  readonly name: string;
  readonly line: number;
  readonly argument: string;
  readonly chain: ts.Node;
}

/** Kysely calls of these names, each with its whole chain. */
export function callsNamed(project: Project, file: string, names: ReadonlySet<string>): Call[] {
  return [...nodesOf(project.tree(file))].flatMap((node): Call[] => {
    if (!ts.isCallExpression(node) || !names.has(calledName(node))) return [];
    const { expression } = node;
    const named = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    const first = node.arguments[0];
    const argument = (first && textOf(first)) ?? '';
    return [{ name: calledName(node), line: lineOfNode(named), argument, chain: chainOf(node) }];
  });
}
