import type { CapabilityMap, Fault, Project } from '../project.ts';
import { isTest, lineOf } from '../project.ts';
import { piecesOf } from './code.ts';
import type { Statement } from './schema.ts';
import { says } from './tokens.ts';
import { HIDDEN, type Use, usesIn } from './uses.ts';

/** What is wrong when SQL that belongs to `owner` touches a table; nothing when all is well. */
function complaint(map: CapabilityMap, owner: string, { how, name }: Use): string | undefined {
  const [schema = '', table = ''] = name.split('.');
  if (name === HIDDEN) return 'hides which table it writes. Write its name as text, here.';
  if (schema === owner || !(schema in map)) return undefined;
  if (owner === '') return `touches ${name}. Ask a door of core/${schema} instead.`;
  if (how === 'write') return `writes ${name}. Only ${schema} writes there: call its command.`;
  if (how === 'refer') return `ties ${owner} to ${name}. Keep the key without a foreign key.`;
  if (!table.startsWith('v_')) return `reads ${name}. Read a view of ${schema} (${schema}.v_…).`;
  if (map[owner]?.reads.includes(schema)) return undefined;
  return `reads ${name}, but core/map.json does not list ${schema} in the reads of ${owner}.`;
}

/** Each capability writes its own schema only, and reads others by the views it lists. */
export function codeOwnership(project: Project, map: CapabilityMap): Fault[] {
  const files = project.files.filter(
    (file) =>
      /^(core|server|web|messages|content)\/.*\.(ts|js)$/.test(file) &&
      !isTest(file) &&
      !file.includes('/migrations/'),
  );
  return files.flatMap((file) => {
    const owner = /^core\/([^/]+)\//.exec(file)?.[1] ?? '';
    return piecesOf(project, file).flatMap(({ line, text, uses }) =>
      uses.flatMap((use) => {
        const found = complaint(map, owner, use);
        return found ? [{ file, line: line + lineOf(text, use.at) - 1, text: found }] : [];
      }),
    );
  });
}

/** The capability a migration belongs to: `0012_people_phone.sql` is of people. */
function ownerOf(map: CapabilityMap, file: string): string {
  const name = /\d+_([a-z_]+)\.sql$/.exec(file)?.[1] ?? '';
  return Object.keys(map).find((one) => name === one || name.startsWith(`${one}_`)) ?? '';
}

function viewFault(statement: Statement): Fault[] {
  const { file, text, tokens } = statement;
  const at = tokens.findIndex((_, i) => says(tokens, i, 'view'));
  const made = says(tokens, 0, 'create') && at > 0 && at < 5;
  if (!made || tokens[at + 3]?.text.startsWith('v_')) return [];
  const name = `${tokens[at + 1]?.text}.${tokens[at + 3]?.text}`;
  const line = lineOf(text, tokens[0]?.at ?? 0);
  return [{ file, line, text: `view ${name}: begin the name of an offered view with v_.` }];
}

export function migrationOwnership(statements: readonly Statement[], map: CapabilityMap): Fault[] {
  const files = [...new Set(statements.map((statement) => statement.file))];
  const nameless = files.filter((file) => ownerOf(map, file) === '');
  return [
    ...nameless.map((file) => ({
      file,
      text: 'Name a migration after its capability: 0012_people_phone.sql.',
    })),
    ...statements.flatMap(viewFault),
    ...statements
      .filter(({ file }) => !nameless.includes(file))
      .flatMap(({ file, text, tokens }) =>
        usesIn(tokens).flatMap((use) => {
          const found = complaint(map, ownerOf(map, file), use);
          return found ? [{ file, line: lineOf(text, use.at), text: found }] : [];
        }),
      ),
  ];
}
