import { redirect } from '@sveltejs/kit';
import { firstPageOf, isLearner } from '#lib/places.ts';
import { signInFirst } from '#lib/sign-in-first.ts';
import type { LayoutServerLoad } from './$types';

// Said again beside the root: a group that has no page yet would inherit nothing.
export const csr = false;

export const load: LayoutServerLoad = ({ locals: { ctx }, url }) => {
  signInFirst(ctx, url);
  const { actor } = ctx;
  // Who waits to be confirmed has one page.
  const waits = isLearner(actor) && actor.kind === 'account' && !actor.person;
  const first = firstPageOf(actor);
  if (waits && url.pathname !== first) redirect(303, first);
};
