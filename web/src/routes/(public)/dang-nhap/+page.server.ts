import { signIn } from '@suotdoi/core/accounts';
import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/choices.ts';
import { typed } from '#lib/forms.ts';
import { firstPageOf } from '#lib/places.ts';
import { formFailure } from '#lib/refusals.ts';
import { keepSession, programOf } from '#lib/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (locals.ctx.actor.kind === 'account') redirect(303, firstPageOf(locals.ctx.actor));
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, request, url } = event;
    const data = await request.formData();
    const secure = url.protocol === 'https:';
    const [username, password] = [data.get('username'), data.get('password')].map(String);
    const input = { username: username ?? '', password: password ?? '', secure };
    const session = await signIn(locals.ctx, programOf(event).auth, input).catch((error) =>
      formFailure(locals.t, error, typed(data, ['password'])),
    );
    if (!('actor' in session)) return session;
    keepSession(event, session.cookies);
    const onwards = url.searchParams.get('ve');
    redirect(303, onwards ? ownPath(onwards) : firstPageOf(session.actor));
  },
};
