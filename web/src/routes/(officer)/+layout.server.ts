import { signInFirst } from '#lib/sign-in-first.ts';
import type { LayoutServerLoad } from './$types';

// Said again beside the root: a group that has no page yet would inherit nothing.
export const csr = false;

export const load: LayoutServerLoad = ({ locals, url }) => signInFirst(locals.ctx, url);
