import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { MISSES, WAIT_MINUTES, waitMinutes } from './rules.ts';

/**
 * Counts a try before the password is looked at, so that many at once cannot slip through, and
 * refuses once `most` tries went wrong. By username (or card), known or not: a whole village may
 * share one address. Must stand outside any transaction, or a refusal would undo the count.
 * @throws Refusal `too_many` accounts.too_many_tries {minutes}
 */
export async function countTry(ctx: Ctx, username: string, most = MISSES): Promise<void> {
  const old = new Date(ctx.now.getTime() - WAIT_MINUTES * 60_000);
  const { misses, since } = await ctx.db
    .insertInto('accounts.miss')
    .values({ username, misses: 1, since: ctx.now })
    .onConflict((c) =>
      c.column('username').doUpdateSet({
        misses: sql`case when miss.since <= ${old} then 1 else miss.misses + 1 end`,
        // The wait is counted from the last try that was let through.
        since: sql`case when miss.since <= ${old} or miss.misses + 1 = ${most}
          then excluded.since else miss.since end`,
      }),
    )
    .returning(['misses', 'since'])
    .executeTakeFirstOrThrow();
  if (misses <= most) return;
  const minutes = waitMinutes(since, ctx.now);
  throw new Refusal('too_many', 'accounts.too_many_tries', { values: { minutes } });
}

/** Forgets the tries of a username that got in, and those too old to count. */
export async function forgetTries(ctx: Ctx, username: string): Promise<void> {
  const old = new Date(ctx.now.getTime() - WAIT_MINUTES * 60_000);
  await ctx.db
    .deleteFrom('accounts.miss')
    .where((e) => e.or([e('username', '=', username), e('since', '<=', old)]))
    .execute();
}
