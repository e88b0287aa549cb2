import type { Fault } from '../project.ts';
import { lineOf } from '../project.ts';
import type { Statement, Table } from './schema.ts';
import { says } from './tokens.ts';
import { usesIn } from './uses.ts';

/** How a nation spreads a table. What is not in tables.json is distributed by `shard`. */
interface Spread {
  readonly kind: 'local' | 'reference' | 'distributed';
  readonly by?: string;
  readonly why: string;
}
export type Spreads = Readonly<Record<string, Spread>>;

function spreadOf(spreads: Spreads, name: string): Spread {
  return spreads[name] ?? { kind: 'distributed', by: 'shard', why: 'as every large table' };
}

/** The names of all tables and views that a nation spreads over several machines. */
export function spreadNames(
  statements: readonly Statement[],
  tables: ReadonlyMap<string, Table>,
  spreads: Spreads,
): Set<string> {
  const found = new Set(
    [...tables.keys()].filter((name) => spreadOf(spreads, name).kind === 'distributed'),
  );
  for (const { tokens } of statements) {
    if (!tokens.slice(0, 5).some((token) => token.text === 'view')) continue;
    const [view, ...read] = usesIn(tokens);
    if (view && read.some((use) => found.has(use.name))) found.add(view.name);
  }
  return found;
}

function keyFaults(table: Table, by: string): Fault[] {
  const { name, columns, primaryKey, file, line } = table;
  if (!columns.has(by)) {
    const text = `${name} has no column ${by}. Add shard, or say in tools/check/sql/tables.json how a nation spreads it.`;
    return [{ file, line, text }];
  }
  const key = primaryKey[0] === by;
  return [
    ...(key ? [] : [{ file, line, text: `${name}: the primary key must begin with ${by}.` }]),
    ...table.uniques
      .filter((unique) => !unique.columns.includes(by))
      .map((unique) => ({
        file: unique.file,
        line: unique.line,
        text: `${name}: unique (${unique.columns.join(', ')}) must contain ${by}.`,
      })),
  ];
}

function foreignKeyFaults(table: Table, spreads: Spreads): Fault[] {
  const { file, line } = table;
  const mine = spreadOf(spreads, table.name);
  return table.foreignKeys.flatMap(({ columns, table: other }) => {
    const theirs = spreadOf(spreads, other);
    const together =
      mine.kind === 'distributed' &&
      theirs.kind === 'distributed' &&
      columns.includes(mine.by ?? '');
    const fine = mine.kind === theirs.kind ? mine.kind !== 'distributed' || together : false;
    if (fine || (theirs.kind === 'reference' && mine.kind === 'distributed')) return [];
    const text = `${table.name} (${mine.kind}) has a foreign key to ${other} (${theirs.kind}). Keep the key without it.`;
    return [{ file, line, text }];
  });
}

/** Keys, uniques and foreign keys as Citus asks. */
export function tableFaults(tables: ReadonlyMap<string, Table>, spreads: Spreads): Fault[] {
  const stale = Object.keys(spreads).filter((name) => !tables.has(name));
  return [
    ...stale.map((name) => ({
      file: 'tools/check/sql/tables.json',
      text: `${name} is no table any more. Take its line out.`,
    })),
    ...[...tables.values()].flatMap((table) => {
      const { kind, by } = spreadOf(spreads, table.name);
      const keys = kind === 'distributed' ? keyFaults(table, by ?? 'shard') : [];
      return [...keys, ...foreignKeyFaults(table, spreads)];
    }),
  ];
}

const SERIALS = ['serial', 'bigserial', 'smallserial', 'serial4', 'serial8', 'serial2'];
const SMALL = ['int', 'integer', 'int4', 'smallint', 'int2'];

/** Triggers and small counters in migrations. */
export function definitionFaults(statements: readonly Statement[]): Fault[] {
  return statements.flatMap(({ file, text, tokens }) => {
    const found = (i: number, words: string) => ({
      file,
      line: lineOf(text, tokens[i]?.at ?? 0),
      text: words,
    });
    return tokens.flatMap((token, i) => {
      if (says(tokens, i, 'trigger') && says(tokens, 0, 'create')) {
        return [found(i, 'No triggers: write in the command what must happen.')];
      }
      if (token.kind === 'word' && SERIALS.includes(token.text)) {
        return [found(i, 'No serial: identifiers are UUIDv7 from code, counters bigint identity.')];
      }
      const small = SMALL.includes(token.text) && says(tokens, i + 1, 'generated');
      return small ? [found(i, 'An identity is bigint, never int.')] : [];
    });
  });
}
