import pg from 'pg';
import { hold, startPostgres } from '../embedded.ts';

// A program to be killed: starts PostgreSQL on a data folder, then writes rows one by one and says
// the number of each when PostgreSQL has acknowledged it.

const dataDir = process.argv[2] ?? '';
if ((await hold(dataDir, 'start')) === null) throw new Error('held');
const { url } = await startPostgres({ dataDir });
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query('drop table if exists act');
await client.query('create table act (n int primary key)');
for (let n = 1; ; n++) {
  await client.query('insert into act values ($1)', [n]);
  process.stdout.write(`${n}\n`);
}
