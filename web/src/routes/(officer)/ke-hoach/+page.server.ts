import { scopeUnits } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { NATION } from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { planHref } from '#lib/plans/addresses.ts';
import type { PageServerLoad } from './$types';

/** To the plan of the reader's own unit, the widest one; codes grow longer downwards. */
export const load: PageServerLoad = ({ locals }) => {
  const breadth = (unit: string) => (unit === NATION ? 0 : unit.length);
  const [own] = scopeUnits(locals.ctx.actor, 'figures.see').sort((a, b) => breadth(a) - breadth(b));
  if (!own) throw new Refusal('forbidden', 'accounts.not_allowed');
  redirect(303, planHref(own));
};
