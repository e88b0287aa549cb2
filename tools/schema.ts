import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@suotdoi/db/embedded';
import { migrate } from '@suotdoi/db/migrate';
import pg from 'pg';

// Writes db/schema.ts from the migrations. With --check it writes nothing and fails on a difference.

const target = fileURLToPath(new URL('../db/schema.ts', import.meta.url));
async function generate(url: string, file: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const codegen = join(dirname(require.resolve('kysely-codegen')), 'cli', 'bin.js');
  const options = [
    ['--dialect', 'postgres'],
    ['--url', url],
    ['--out-file', file],
    ['--log-level', 'error'],
    // As core/ground/db.ts reads them: a date is a day, 64-bit counts and numerics are numbers.
    ['--date-parser', 'string'],
    ['--numeric-parser', 'number'],
    ['--type-mapping', '{"int8":"number"}'],
  ];
  const done = spawnSync(process.execPath, [codegen, ...options.flat()], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${done.stdout}${done.stderr}`);
  return readFile(file, 'utf8');
}

/**
 * PostgreSQL does not say which columns of a view are never null, and the generator then takes them
 * all for nullable. A column that stands for a NOT NULL column of a table not outer-joined is firm.
 */
async function firmColumns(url: string): Promise<Map<string, Set<string>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const firm = new Map<string, Set<string>>();
    for (const view of (await client.query<ViewRow>(VIEWS)).rows) {
      const { fields } = await client.query(view.definition.replace(/;\s*$/, ' limit 0'));
      const names = fields.filter((f) => isFirm(f, view)).map((f) => f.name);
      firm.set(view.name, new Set(names));
    }
    return firm;
  } finally {
    await client.end();
  }
}

interface ViewRow {
  readonly name: string;
  readonly definition: string;
  /** "oid.column" of every NOT NULL column of the database. */
  readonly firm: readonly string[];
  /** Oids of the tables that stand right of a LEFT JOIN in this view. */
  readonly loose: readonly number[];
}

const VIEWS = `
  select n.nspname || '.' || c.relname as name, d.definition,
    (select array_agg(attrelid || '.' || attnum) from pg_attribute where attnotnull) as firm,
    array(select to_regclass(m[1])::oid::int8
      from regexp_matches(d.definition, 'LEFT JOIN (\\S+)', 'g') m) as loose
  from pg_class c join pg_namespace n on n.oid = c.relnamespace,
    lateral (select pg_get_viewdef(c.oid) as definition) d
  where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema')`;

function isFirm(field: pg.FieldDef, view: ViewRow): boolean {
  if (/ (RIGHT|FULL) JOIN | UNION /.test(view.definition)) return false;
  if (view.loose.map(Number).includes(field.tableID)) return false;
  return view.firm.includes(`${field.tableID}.${field.columnID}`);
}

function withFirmColumns(text: string, firm: Map<string, Set<string>>): string {
  let result = text;
  for (const [view, columns] of firm) {
    const type = new RegExp(`"${view.replace('.', '\\.')}": (\\w+);`).exec(text)?.[1];
    if (!type) throw new Error(`${view} is missing from the generated types`);
    result = result.replace(new RegExp(`interface ${type} \\{[^}]*\\}`), (body) =>
      body.replace(/^( {2}(\w+): .*) \| null;$/gm, (line, kept: string, column: string) =>
        columns.has(column) ? `${kept};` : line,
      ),
    );
  }
  return result;
}

async function compare(text: string): Promise<void> {
  if ((await readFile(target, 'utf8').catch(() => '')) === text) return;
  process.stderr.write('db/schema.ts is older than the migrations: run npm run schema\n');
  process.exitCode = 1;
}

const dataDir = await mkdtemp(join(tmpdir(), 'suotdoi-schema-'));
const postgres = await startPostgres({ dataDir, durable: false });
try {
  await migrate(postgres.url);
  const raw = await generate(postgres.url, join(dataDir, 'schema.ts'));
  const text = withFirmColumns(raw, await firmColumns(postgres.url));
  if (process.argv.includes('--check')) await compare(text);
  else await writeFile(target, text);
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
