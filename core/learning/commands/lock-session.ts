import { type Ctx, Refusal } from '@suotdoi/core/ground';

/** The session, held until the change ends, so that two officers cannot save one sheet at once. */
export async function lockSession(ctx: Ctx, id: string) {
  const session = await ctx.db
    .selectFrom('learning.session')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!session) throw new Refusal('missing', 'learning.unknown_session');
  return session;
}

export type LockedSession = Awaited<ReturnType<typeof lockSession>>;
