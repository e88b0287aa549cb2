import { expect, test } from 'vitest';
import { type Fault, projectOf } from './project.ts';
import type { Spreads } from './sql/citus.ts';
import { sqlFaults } from './sql.ts';

const map = {
  ground: { uses: [], reads: [] },
  units: { uses: ['ground'], reads: [] },
  people: { uses: ['ground'], reads: ['units'] },
  plans: { uses: ['ground'], reads: ['people'] },
};

const spreads: Spreads = { 'units.unit': { kind: 'reference', why: 'small' } };

const migrations = {
  'core/map.json': JSON.stringify(map),
  'db/migrations/0001_units.sql': `create schema units;
create table units.unit (code text primary key, parent text references units.unit (code));
create view units.v_unit as select code, parent from units.unit;`,
  'db/migrations/0002_people.sql': `create table people.person (
  shard text not null, id uuid not null, unit text not null,
  check (unit <> ''), -- (a bracket, and a comma
  primary key (shard, id)
);
create index person_unit on people.person (unit);
create view people.v_person as select p.shard, p.id, u.parent
  from people.person p join units.v_unit u on u.code = p.unit;`,
};

function check(more: Record<string, string>): Fault[] {
  return sqlFaults(projectOf({ ...migrations, ...more }), spreads);
}

function migration(sql: string): Fault[] {
  return check({ 'db/migrations/0003_people_more.sql': sql });
}

function people(code: string): Fault[] {
  return check({ 'core/people/commands.ts': code });
}

test('what keeps to the rules raises nothing', () => {
  const good = `
    await db.insertInto('people.person').values(row).onConflict((c) => c.doNothing()).execute();
    await db.selectFrom('people.person as p').innerJoin('units.v_unit as u', 'u.code', 'p.unit').execute();
    await sql\`with recursive up as (select code from units.v_unit union all
        select u.parent from units.v_unit u join up on up.code = u.code) select code from up\`;
    await sql\`insert into people.person (shard, id)
      select \${shard}, id from unnest(\${ids}::uuid[]) as t (id)
      on conflict (shard, id) do update set unit = excluded.unit
      where extract(year from person.born) is distinct from excluded.born\`.execute(db);
    const names = { now: sql\`people.person\`, then: sql\`units.v_unit\` };
    await sql\`insert into \${names[which]} (shard) values (1)\`.execute(db);
    authorise(ctx, 'people.register', unit);`;
  expect(people(good)).toEqual([]);
});

test.each([
  ['writing in the schema of another', `db.updateTable('units.unit')`, 'Only units writes'],
  ['writing there in SQL text', 'sql`delete from units.unit where true`', 'Only units writes'],
  ['writing a table that nobody can see', 'db.insertInto(table)', 'hides which table'],
  ['writing it in SQL text', `sql\`insert into \${sql.table(t)} values (1)\``, 'hides which table'],
  ['a fragment that names it', 'const t = sql`units.unit`', 'Read a view'],
  ['reading the table of another', `db.selectFrom('units.unit as u')`, 'Read a view'],
  ['joining it', `q.leftJoin('units.unit', 'a', 'b')`, 'Read a view'],
  ['reading it after a comma', 'sql`select 1 from people.person p, units.unit u`', 'Read a view'],
  ['reading it in plain text', `pool.query('select * from units.unit')`, 'Read a view'],
  ['a view the map does not list', `db.selectFrom(['plans.v_target'])`, 'does not list plans'],
  ['the clock of the database', 'sql`insert into people.person values (now())`', 'now differs'],
  ['a random value in an upsert', 'sql`… do update set id = gen_random_uuid()`', 'gen_random_uuid'],
  ['the clock by a Kysely call', `eb.fn('clock_timestamp', [])`, 'clock_timestamp differs'],
  ['a roll-up', 'sql`select 1 from people.person group by rollup (unit)`', 'No rollup'],
  ['MERGE', 'sql`merge into people.person using x on true`', 'No MERGE'],
  ['MERGE by a Kysely call', `db.mergeInto('people.person')`, 'No MERGE'],
  [
    'recursion over a spread table',
    'sql`with recursive t as (select 1 from people.v_person) select 1`',
    'No recursive query over people.v_person',
  ],
  [
    'recursion by Kysely calls',
    `db.withRecursive('t', (e) => e.selectFrom('people.person').selectAll()).selectFrom('t')`,
    'No recursive query over people.person',
  ],
  [
    'skipping locked rows everywhere',
    'sql`select id from people.person for update skip locked`',
    'skip locked works on one shard',
  ],
])('in code, %s is found', (_, code, text) => {
  expect(people(`\n${code};`)).toEqual([
    { file: 'core/people/commands.ts', line: 2, text: expect.stringContaining(text) },
  ]);
});

test('a page or a server file with SQL of a capability is sent to a door', () => {
  const faults = check({ 'server/app.ts': `db.selectFrom('people.v_person')` });
  expect(faults.map((fault) => fault.text)).toEqual([
    expect.stringContaining('door of core/people'),
  ]);
});

test('tests may look at tables', () => {
  expect(check({ 'core/plans/commands.test.ts': `db.selectFrom('people.person')` })).toEqual([]);
});

test.each([
  [
    'a key not led by shard',
    'create table people.a (id uuid primary key, shard text)',
    'begin with',
  ],
  ['a table without a shard', 'create table people.a (id uuid primary key)', 'no column shard'],
  ['a table without a key', 'create table people.a (shard text)', 'begin with'],
  [
    'a unique rule without shard',
    'create table people.a (shard text, id uuid unique, primary key (shard, id))',
    'unique (id)',
  ],
  ['a unique index without shard', 'create unique index a on people.person (id)', 'unique (id)'],
  [
    'a foreign key off the shard',
    'create table people.a (shard text, p uuid references people.person (id), primary key (shard))',
    'has a foreign key',
  ],
  [
    'a foreign key into another capability',
    'create table people.a (shard text primary key, u text references units.unit (code))',
    'ties people to units.unit',
  ],
  [
    'a trigger',
    'create trigger a after insert on people.person execute function f()',
    'No triggers',
  ],
  ['a serial', 'alter table people.person add column n bigserial', 'No serial'],
  ['an int identity', 'alter table people.person add n int generated always as identity', 'bigint'],
  ['a clock as a default', 'alter table people.person add at timestamptz default now()', 'now'],
  [
    'a view of a foreign table',
    'create view people.v_u as select 1 from units.unit',
    'Read a view',
  ],
  ['a view with another name', 'create view people.u as select 1 from people.person', 'v_'],
  ['a table of another capability', 'create table units.a (code text primary key)', 'Only units'],
])('in a migration, %s is found', (_, sql, text) => {
  expect(migration(`-- one\n${sql};`).map((fault) => `${fault.line} ${fault.text}`)).toContainEqual(
    expect.stringMatching(new RegExp(`^2 .*${RegExp.escape(text)}`)),
  );
});

test('a migration that names no capability, and a line about a table that is gone, are found', () => {
  const faults = sqlFaults(projectOf({ ...migrations, 'db/migrations/9_x.sql': 'select 1' }), {
    ...spreads,
    'units.gone': { kind: 'local', why: '' },
  });
  expect(faults.map((fault) => fault.text.slice(0, 20))).toEqual([
    'Name a migration aft',
    'units.gone is no tab',
  ]);
});
