import ts from 'typescript';
import { type Check, type Fault, isTest, lineOfNode, nodesOf, type Project } from './project.ts';

const ASKS = new Set(['execute', 'executeTakeFirst', 'executeTakeFirstOrThrow', 'query', 'stream']);
const EACH = new Set(['map', 'forEach', 'flatMap', 'reduce', 'filter', 'some', 'every', 'find']);
/** First arguments by which a function gets at the database. */
const HANDS = new Set(['ctx', 'db', 'tx', 'trx', 'pool', 'client']);

function calledName(call: ts.CallExpression): string {
  const { expression } = call;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

/** Whether a call asks the database: `….execute()`, `client.query(…)`, `await enrol(ctx, …)`. */
function asks(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  if (ASKS.has(calledName(node)) && ts.isPropertyAccessExpression(node.expression)) return true;
  const first = node.arguments[0]?.getText().replace(/^(ctx\.)/, '') ?? '';
  return HANDS.has(first) && isAwaited(node);
}

/** Awaited, or a promise handed on to the caller of a callback: `rows.map((r) => save(ctx, r))`. */
function isAwaited({ parent }: ts.Node): boolean {
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent)) return true;
  return ts.isArrowFunction(parent);
}

/** `for (const map of ['past', 'today'])`: as many turns as are written there. */
function isWrittenOut(list: ts.Expression): boolean {
  if (ts.isAsExpression(list) || ts.isParenthesizedExpression(list)) {
    return isWrittenOut(list.expression);
  }
  if (ts.isConditionalExpression(list)) {
    return isWrittenOut(list.whenTrue) && isWrittenOut(list.whenFalse);
  }
  return ts.isArrayLiteralExpression(list) && list.elements.every(ts.isStringLiteral);
}

/** The part of a loop that runs again and again. */
function repeated(node: ts.Node): ts.Node | undefined {
  if (ts.isForOfStatement(node) && isWrittenOut(node.expression)) return undefined;
  if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    return node.statement;
  }
  if (ts.isWhileStatement(node) || ts.isDoStatement(node)) return node;
  if (!ts.isCallExpression(node) || !EACH.has(calledName(node))) return undefined;
  return node.arguments.find((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one));
}

/** `// batch: …` on the lines above a loop says that each round is many rows, and why. */
function isExcused(loop: ts.Node): boolean {
  const file = loop.getSourceFile();
  let statement = loop;
  while (!ts.isStatement(statement)) statement = statement.parent;
  return (ts.getLeadingCommentRanges(file.text, statement.pos) ?? []).some(({ pos, end }) =>
    /^\/\/ batch: \S/.test(file.text.slice(pos, end)),
  );
}

function innerLoop(node: ts.Node): boolean {
  return repeated(node) !== undefined;
}

/** `for (const step of steps) await step(ctx)` runs a list of steps, not a query for each row. */
function isStep(loop: ts.Node, call: ts.CallExpression): boolean {
  if (!ts.isForOfStatement(loop) || !ts.isVariableDeclarationList(loop.initializer)) return false;
  return loop.initializer.declarations[0]?.name.getText() === call.expression.getText();
}

/** Calls below `node`, without those of a loop within it (that loop is judged by itself). */
function* ownNodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => {
    if (!innerLoop(child)) children.push(child);
  });
  for (const child of children) yield* ownNodes(child);
}

export function loopFaults(project: Project): Fault[] {
  const files = project.files.filter(
    (file) => /^(core|server|web\/src)\/.*\.ts$/.test(file) && !isTest(file) && !/demo/.test(file),
  );
  return files.flatMap((file) =>
    [...nodesOf(project.tree(file))].flatMap((node): Fault[] => {
      const body = repeated(node);
      const call = body && ownNodes(body).find(asks);
      if (!call || isExcused(node) || isStep(node, call)) return [];
      return [
        {
          file,
          line: lineOfNode(call),
          text: `${calledName(call)} asks the database once for each turn of a loop. Ask once for all rows (unnest, json_to_recordset); where each turn is a whole batch, write "// batch: why" above the loop.`,
        },
      ];
    }),
  );
}

/** No query in a loop: a village's list must not cost a query a villager. */
export const loops: Check = { name: 'loops', run: loopFaults };
