import { signIn } from '@suotdoi/core/accounts';
import { newId, Refusal } from '@suotdoi/core/ground';
import { signUp } from '@suotdoi/core/people';
import { CONSENT_WORDING } from '@suotdoi/core/people/model';
import { NATION, unitPath, unitsBelow } from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { firstPageOf } from '#lib/places.ts';
import { formFailure } from '#lib/refusals.ts';
import { keepSession, programOf } from '#lib/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where first, one level after the other; then who. */
export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  if (ctx.actor.kind === 'account') redirect(303, firstPageOf(ctx.actor));
  const at = searchParams.get('xa') || searchParams.get('tinh') || NATION;
  const [path, below] = await Promise.all([unitPath(ctx, at), unitsBelow(ctx, at)]);
  const place = path.at(-1);
  if (!place || place.level === 'village') {
    throw new Refusal('missing', 'units.unknown_unit', { values: { code: at } });
  }
  return { place, below, id: newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, request, url } = event;
    const data = await request.formData();
    const { agreed, consent, ...asked } = nested(data);
    const { username } = await signUp(locals.ctx, {
      ...asked,
      agreed: agreed === 'yes',
      consent: { ...(consent as object), wording: CONSENT_WORDING },
      from: event.getClientAddress(),
    }).catch((error) => ({
      username: formFailure(locals.t, error, typed(data, ['password'])),
    }));
    if (typeof username !== 'string') return username;
    const secure = url.protocol === 'https:';
    const known = { username, password: String(asked.password ?? ''), secure };
    keepSession(event, (await signIn(locals.ctx, programOf(event).auth, known)).cookies);
    redirect(303, '/cho-xac-nhan');
  },
};
