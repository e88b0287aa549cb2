import type { Db } from './context.ts';
import { newId } from './ids.ts';

/** This node's identity, made at first start and kept for life. */
export async function thisNode(db: Db, now: Date): Promise<string> {
  const found = await db.selectFrom('ground.node').select('id').executeTakeFirst();
  if (found) return found.id;
  const id = newId();
  await db.insertInto('ground.node').values({ id, name: 'node', created: now }).execute();
  return id;
}
