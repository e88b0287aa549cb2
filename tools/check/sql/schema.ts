import type { Project } from '../project.ts';
import { lineOf } from '../project.ts';
import { bracket, says, splitAt, type Token, tokensOf } from './tokens.ts';

interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
}

/** A table as the migrations leave it, so far as the checks need it. */
export interface Table {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly columns: Set<string>;
  readonly primaryKey: string[];
  /** UNIQUE, EXCLUDE and unique indexes: the columns of each. */
  readonly uniques: { columns: string[]; file: string; line: number }[];
  readonly foreignKeys: ForeignKey[];
}

/** One statement of one migration. */
export interface Statement {
  readonly file: string;
  readonly text: string;
  readonly tokens: readonly Token[];
}

function migrationFiles(project: Project): string[] {
  return project.files.filter((file) => /^db\/migrations\/.*\.sql$/.test(file));
}

export function statementsOf(project: Project): Statement[] {
  return migrationFiles(project).flatMap((file) => {
    const text = project.read(file);
    return splitAt(tokensOf(text), ';').map((tokens) => ({ file, text, tokens }));
  });
}

const TABLE_WORDS = new Set([
  'primary',
  'unique',
  'foreign',
  'exclude',
  'constraint',
  'check',
  'like',
]);

function namesIn(tokens: readonly Token[]): string[] {
  return splitAt(tokens, ',').map((part) => part[0]?.text ?? '');
}

function targetAt(tokens: readonly Token[], i: number): string {
  const [schema, dot, name] = tokens.slice(i, i + 3);
  return dot?.text === '.' ? `${schema?.text}.${name?.text}` : (schema?.text ?? '');
}

/** Reads one column or one constraint of `create table (…)` or of `alter table … add`. */
function readPart(table: Table, part: readonly Token[]): void {
  const first = part[0];
  if (!first) return;
  const isColumn = first.kind === 'quoted' || !TABLE_WORDS.has(first.text);
  if (isColumn) table.columns.add(first.text);
  for (let i = 0; i < part.length; i += 1) {
    const listed = isColumn ? [first.text] : namesIn(bracket(part, i).inner);
    if (says(part, i, 'primary', 'key')) table.primaryKey.push(...listed);
    if (says(part, i, 'unique') || (!isColumn && says(part, i, 'exclude')))
      table.uniques.push({ columns: listed, file: table.file, line: table.line });
    if (says(part, i, 'references')) {
      const columns = isColumn ? [first.text] : namesIn(bracket(part, 0).inner);
      table.foreignKeys.push({ columns, table: targetAt(part, i + 1) });
    }
  }
}

function createTable({ file, text, tokens }: Statement): Table | undefined {
  const i = tokens.findIndex((_, n) => says(tokens, n, 'table'));
  if (!says(tokens, 0, 'create') || i < 1 || i > 2) return undefined;
  const at = says(tokens, i + 1, 'if', 'not', 'exists') ? i + 4 : i + 1;
  const table: Table = {
    name: targetAt(tokens, at),
    file,
    line: lineOf(text, tokens[0]?.at ?? 0),
    columns: new Set(),
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
  };
  for (const part of splitAt(bracket(tokens, at).inner, ',')) readPart(table, part);
  return table;
}

function alterTable(tables: Map<string, Table>, { tokens }: Statement): void {
  const skip = ['if', 'exists', 'only'];
  const at = tokens.findIndex((token, n) => n > 1 && !skip.includes(token.text));
  const table = tables.get(targetAt(tokens, at));
  if (!table) return;
  for (const change of splitAt(tokens.slice(at + 3), ',')) {
    const words = ['add', 'column', 'if', 'not', 'exists'];
    const start = change.findIndex((token) => !words.includes(token.text));
    if (says(change, 0, 'add')) readPart(table, change.slice(start));
    if (says(change, 0, 'drop', 'column')) table.columns.delete(change[2]?.text ?? '');
  }
}

function uniqueIndex(tables: Map<string, Table>, { file, text, tokens }: Statement): void {
  const on = tokens.findIndex((_, n) => says(tokens, n, 'on'));
  const table = tables.get(targetAt(tokens, says(tokens, on + 1, 'only') ? on + 2 : on + 1));
  const line = lineOf(text, tokens[0]?.at ?? 0);
  table?.uniques.push({ columns: namesIn(bracket(tokens, on).inner), file, line });
}

/** The tables as all migrations together leave them. */
export function tablesOf(statements: readonly Statement[]): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const statement of statements) {
    const { tokens } = statement;
    const made = createTable(statement);
    if (made) tables.set(made.name, made);
    else if (says(tokens, 0, 'alter', 'table')) alterTable(tables, statement);
    else if (says(tokens, 0, 'create', 'unique', 'index')) uniqueIndex(tables, statement);
    else if (says(tokens, 0, 'drop', 'table')) {
      tables.delete(targetAt(tokens, says(tokens, 2, 'if') ? 4 : 2));
    }
  }
  return tables;
}
