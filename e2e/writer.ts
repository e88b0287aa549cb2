import { change, newId, openDatabase, system, thisNode } from '@suotdoi/core/ground';
import { registerLearner } from '@suotdoi/core/people';
import { recordStatements } from '@suotdoi/core/record';
import { demonstrated } from '@suotdoi/core/record/model';
import { runningUrl } from '@suotdoi/db/embedded';

// Records acts, one a transaction, four at a time, beside a running program, and prints the id of
// each only when it is committed. The first line is the database's address.

const url = await runningUrl(process.env.DATA_DIR ?? '');
if (!url) throw new Error('no program runs on this data folder');
process.stdout.write(`${url}\n`);
process.stdout.on('error', () => process.exit(0));
const { db, pool } = openDatabase(url, 4);
pool.on('connect', (client) => client.on('error', () => process.exit(0)));
const ctx = { db, actor: system('writer'), now: new Date(), node: await thisNode(db, new Date()) };

async function write(): Promise<never> {
  const { shard, person } = await registerLearner(ctx, {
    id: newId(),
    unit: '16681.03',
    person: { name: `Người ${newId()}`, birthYear: 1960, agreed: true },
    consent: { wording: 'w1', way: 'spoken' },
  });
  for (;;) {
    const id = newId();
    const statement = demonstrated({
      id,
      session: id,
      unit: '16681.03',
      at: new Date(),
      person,
      skill: 'GOI1',
      mode: 'alone',
      helper: { account: ctx.node },
    });
    await change({ ...ctx, now: new Date() }, (c) => recordStatements(c, [{ shard, statement }]));
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 4 }, write)).catch(() => process.exit(0));
