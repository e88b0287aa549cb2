import type { Ctx } from '@suotdoi/core/ground';
import { redirect } from '@sveltejs/kit';

/** Leads nobody to the sign-in page and back. What an account may see is decided by core. */
export function signInFirst({ actor }: Ctx, { pathname, search }: URL): void {
  if (actor.kind === 'nobody') {
    redirect(303, `/dang-nhap?ve=${encodeURIComponent(pathname + search)}`);
  }
}
