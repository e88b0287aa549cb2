import { may, scopeUnits } from '@suotdoi/core/accounts';
import { dayOf, Refusal } from '@suotdoi/core/ground';
import { peopleList } from '@suotdoi/core/people';
import { villagesWithin } from '@suotdoi/core/units';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const scope = scopeUnits(ctx.actor, 'people.see');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  const words = searchParams.get('tim')?.trim() ?? '';
  const unit = searchParams.get('xom') ?? '';
  const page = Math.max(1, Math.trunc(Number(searchParams.get('trang')) || 1));
  const [found, villages] = await Promise.all([
    peopleList(ctx, { words, unit: unit || undefined, page }),
    villagesWithin(ctx, scope),
  ]);
  return {
    ...found,
    ...{ words, unit, page, villages },
    mayRegister: may(ctx.actor, 'people.register'),
    year: Number(dayOf(ctx.now).slice(0, 4)),
  };
};
