import ts from 'typescript';
import { isTest, lineOfNode, nodesOf, type Project } from '../project.ts';
import { statementsOf, tablesOf } from '../sql/schema.ts';

/** A message key written in code, and where. */
export interface KeyUse {
  readonly key: string;
  readonly file: string;
  readonly line: number;
}

const KEY = /^[a-z]+\.[a-z0-9_]+$/;

/** Calls whose texts look like keys but name permissions, acts of the trail, or columns. */
const OTHER_NAMES = new Set([
  ...['authorise', 'may', 'mayWithin', 'scopeUnits', 'audit'],
  ...['where', 'whereRef', 'on', 'onRef', 'ref', 'select', 'returning', 'orderBy', 'groupBy'],
  ...['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'selectFrom', 'from', 'using', 'table'],
]);

function calledName(call: ts.CallExpression): string {
  const { expression } = call;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

function isArgumentOfOther({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && OTHER_NAMES.has(calledName(parent));
}

/** The name of a type or of a property, not a value. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isLiteralTypeNode(parent) ||
    ts.isImportDeclaration(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  );
}

/** Words of the same form that are no message: tables, views, permissions, acts of the trail. */
function otherNames(project: Project, files: readonly string[]): Set<string> {
  const statements = statementsOf(project);
  const names = new Set(tablesOf(statements).keys());
  for (const { tokens } of statements) {
    const view = tokens.findIndex((token) => token.text === 'view');
    if (view > 0) names.add(`${tokens[view + 1]?.text}.${tokens[view + 3]?.text}`);
  }
  for (const file of files) {
    for (const node of nodesOf(project.tree(file))) {
      if (!ts.isStringLiteral(node)) continue;
      const isPermission = file === 'core/accounts/rules.ts';
      if (isPermission || isArgumentOfOther(node)) names.add(node.text);
    }
  }
  return names;
}

function codeFiles(project: Project): string[] {
  return project.files.filter(
    (file) => /^(core|server|web)\/.*\.ts$/.test(file) && !isTest(file) && !file.endsWith('.d.ts'),
  );
}

/** Every message key written out in code: refusals, faults, messages of schemas, page words. */
export function keyUses(project: Project, areas: ReadonlySet<string>): KeyUse[] {
  const files = codeFiles(project);
  const other = otherNames(project, files);
  return files.flatMap((file) =>
    [...nodesOf(project.tree(file))].flatMap((node): KeyUse[] => {
      if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return [];
      const key = node.text;
      const area = key.slice(0, key.indexOf('.'));
      if (!KEY.test(key) || !areas.has(area) || other.has(key) || isName(node)) return [];
      return [{ key, file, line: lineOfNode(node) }];
    }),
  );
}

/** Which keys some source mentions: written out, or as the beginning of a made-up key. */
export function mentions(project: Project): (key: string) => boolean {
  const texts = project.files
    .filter((file) =>
      /^(core|server|web|ui|players|content|messages)\/.*\.(ts|js|svelte)$/.test(file),
    )
    .filter((file) => !isTest(file))
    .map((file) => project.read(file));
  const words = new Set<string>();
  const beginnings = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(/[a-z]+\.[a-z0-9_]+/g)) words.add(word);
    // `people.sex_${sex}` and 'people.sex_' + sex
    for (const [, begin = ''] of text.matchAll(/`([a-z]+\.[a-z0-9_]*)\$\{/g)) beginnings.add(begin);
    for (const [, begin = ''] of text.matchAll(/'([a-z]+\.[a-z0-9_]*)'\s*\+/g))
      beginnings.add(begin);
  }
  return (key) => words.has(key) || beginnings.values().some((begin) => key.startsWith(begin));
}
