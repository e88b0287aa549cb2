import ts from 'typescript';
import { type Check, type Fault, isTest, lineOfNode, type Project } from './project.ts';

const MOST = 250;
const USUAL = 200;
const USUAL_SHARE = 0.9;
const GENERATED = new Set(['db/schema.ts']);

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function sizeFaults(project: Project, files: readonly string[]): Fault[] {
  const sizes = files.map((file) => ({ file, lines: linesOf(project.read(file)) }));
  const long = sizes.filter(({ lines }) => lines > MOST);
  const usual = sizes.filter(({ lines }) => lines > USUAL && lines <= MOST);
  const faults = long.map(({ file, lines }) => ({
    file,
    line: MOST,
    text: `has ${lines} lines; ${MOST} is the most. Cut it where its subject changes.`,
  }));
  if ((long.length + usual.length) / Math.max(1, files.length) <= 1 - USUAL_SHARE) return faults;
  return [
    ...faults,
    ...usual.map(({ file, lines }) => ({
      file,
      text: `has ${lines} lines. More than a tenth of all files pass ${USUAL}: cut some of them.`,
    })),
  ];
}

function nameFaults(files: readonly string[]): Fault[] {
  return files
    .filter((file) => /(^|\/)utils?(\/|\.|-)/.test(file))
    .map((file) => ({ file, text: 'Name it after what it does, not utils.' }));
}

/** Doors may hand on: a capability's index, model and rules, and what a package.json exports. */
function doorsOf(project: Project): Set<string> {
  const doors = project.files.filter((file) => /^core\/[^/]+\/(index|model|rules)\.ts$/.test(file));
  for (const file of project.files.filter((one) => /^[^/]+\/package\.json$/.test(one))) {
    const folder = file.slice(0, file.indexOf('/'));
    for (const [, path] of project.read(file).matchAll(/"\.\/([^"*]+\.(?:ts|js))"/g)) {
      doors.push(`${folder}/${path}`);
    }
  }
  return new Set(doors);
}

function isReexport(statement: ts.Statement, imported: ReadonlySet<string>): boolean {
  if (!ts.isExportDeclaration(statement)) return false;
  if (statement.moduleSpecifier) return true;
  const clause = statement.exportClause;
  const named = clause && ts.isNamedExports(clause) ? clause.elements : [];
  return named.some((one) => imported.has((one.propertyName ?? one.name).text));
}

function importedNames(tree: ts.SourceFile): Set<string> {
  const clauses = tree.statements.flatMap((one) =>
    ts.isImportDeclaration(one) && one.importClause ? [one.importClause] : [],
  );
  return new Set(
    clauses.flatMap(({ name, namedBindings }) => [
      ...(name ? [name.text] : []),
      ...(namedBindings && ts.isNamedImports(namedBindings)
        ? namedBindings.elements.map((one) => one.name.text)
        : []),
    ]),
  );
}

function exportFaults(project: Project, files: readonly string[]): Fault[] {
  const doors = doorsOf(project);
  return files.flatMap((file) => {
    const tree = project.tree(file);
    const imported = importedNames(tree);
    const isIndex = /^core\/[^/]+\/index\.ts$/.test(file);
    return tree.statements.flatMap((statement): Fault[] => {
      const handsOn = isReexport(statement, imported);
      if (handsOn && !doors.has(file)) {
        const text = 'Only doors hand on what others export: import it from where it is made.';
        return [{ file, line: lineOfNode(statement), text }];
      }
      if (!isIndex || handsOn) return [];
      const text = 'A door only hands on: move this into a file beside it.';
      return [{ file, line: lineOfNode(statement), text }];
    });
  });
}

export function fileFaults(project: Project): Fault[] {
  const files = project.files.filter(
    (file) => /\.(ts|js|mjs|svelte|sql)$/.test(file) && !GENERATED.has(file),
  );
  const typed = files.filter((file) => file.endsWith('.ts') && !isTest(file));
  return [...sizeFaults(project, files), ...nameFaults(files), ...exportFaults(project, typed)];
}

/** Small files with honest names; only doors re-export. */
export const files: Check = { name: 'files', run: fileFaults };
