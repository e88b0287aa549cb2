import { type Ctx, openDatabase, system, thisNode } from '@suotdoi/core/ground';
import { readConfig } from './config.ts';
import { borrowDatabase } from './database.ts';
import { migrateShown } from './migrate-shown.ts';
import { prepare } from './prepare.ts';
import { say } from './say.ts';

/**
 * Runs one command of the command line on the program's database, as the program itself. The
 * database is brought to the newest schema first: alone, nobody else would.
 */
export async function withDatabase(
  command: string,
  work: (ctx: Ctx) => Promise<unknown>,
): Promise<void> {
  const store = await borrowDatabase(readConfig(process.env), { command, say });
  try {
    await migrateShown(store.url, say);
    await prepare(store.url);
    const { db, close } = openDatabase(store.url, 4);
    try {
      const now = new Date();
      await work({ db, actor: system('cli'), now, node: await thisNode(db, now) });
    } finally {
      await close();
    }
  } finally {
    await store.close();
  }
}
