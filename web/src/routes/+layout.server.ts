import { isLearner, placesOf } from '#lib/places.ts';
import type { LayoutServerLoad } from './$types';

/** Pages are whole when they arrive; what needs life is an island. */
export const csr = false;

export const load: LayoutServerLoad = ({ locals, url }) => {
  const { actor } = locals.ctx;
  return {
    locale: locals.locale,
    size: locals.size,
    reader: actor.kind === 'account' ? { name: actor.name } : null,
    places: placesOf(actor),
    bottom: isLearner(actor),
    listen: url.searchParams.has('nghe'),
  };
};
