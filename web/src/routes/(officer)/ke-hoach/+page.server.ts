import { redirect } from '@sveltejs/kit';
import { planHref } from '#lib/plans/addresses.ts';
import { ownUnit } from '#lib/plans/own-unit.ts';
import type { PageServerLoad } from './$types';

/** To the plan of the reader's own unit. */
export const load: PageServerLoad = ({ locals }) => {
  redirect(303, planHref(ownUnit(locals.ctx.actor, 'figures.see')));
};
