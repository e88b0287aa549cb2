import { redirect } from '@sveltejs/kit';
import { firstPageOf } from '#lib/places.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  redirect(303, firstPageOf(locals.ctx.actor));
};
