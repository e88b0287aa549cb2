import { redirect } from '@sveltejs/kit';
import { ownUnit } from '#lib/plans/own-unit.ts';
import { reportHref } from '#lib/reports/view.ts';
import type { PageServerLoad } from './$types';

/** To the report of the reader's own unit. */
export const load: PageServerLoad = ({ locals }) => {
  redirect(303, reportHref(ownUnit(locals.ctx.actor, 'figures.see'), {}));
};
