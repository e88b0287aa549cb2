import { may, scopeUnits } from '@suotdoi/core/accounts';
import { dayOf, Refusal } from '@suotdoi/core/ground';
import { sessionList } from '@suotdoi/core/learning';
import { mayFillSheet } from '@suotdoi/core/learning/rules';
import { villagesWithin } from '@suotdoi/core/units';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const scope = scopeUnits(ctx.actor, 'learning.see');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  const unit = url.searchParams.get('xom') ?? '';
  const [sessions, villages] = await Promise.all([
    sessionList(ctx, unit ? { unit } : {}),
    villagesWithin(ctx, scope),
  ]);
  return {
    ...{ unit, villages },
    sessions: sessions.map((session) => ({
      ...session,
      day: dayOf(session.heldAt),
      begun: mayFillSheet(session.heldAt, ctx.now),
    })),
    mayTeach: may(ctx.actor, 'learning.teach'),
  };
};
