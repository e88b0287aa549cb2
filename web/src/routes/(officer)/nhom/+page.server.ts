import { may, scopeUnits } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { groupList } from '@suotdoi/core/people';
import { groupKinds } from '@suotdoi/core/people/model';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  if (scopeUnits(ctx.actor, 'people.see').length === 0) {
    throw new Refusal('forbidden', 'accounts.not_allowed');
  }
  const words = searchParams.get('tim')?.trim() ?? '';
  const kind = groupKinds.find((one) => one === searchParams.get('loai'));
  const page = Math.max(1, Math.trunc(Number(searchParams.get('trang')) || 1));
  return {
    ...(await groupList(ctx, { kind, words, page })),
    ...{ words, kind: kind ?? '', page },
    mayRegister: may(ctx.actor, 'people.register'),
  };
};
