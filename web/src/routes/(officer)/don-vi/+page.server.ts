import { may } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { findUnits } from '@suotdoi/core/units';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  if (!may(ctx.actor, 'figures.see')) throw new Refusal('forbidden', 'accounts.not_allowed');
  const text = (searchParams.get('tim') ?? '').slice(0, 100);
  return { text, ...(await findUnits(ctx, text)) };
};
