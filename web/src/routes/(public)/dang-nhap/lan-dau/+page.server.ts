import { acceptInvitation, signIn } from '@suotdoi/core/accounts';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { firstPageOf } from '#lib/places.ts';
import { formFailure } from '#lib/refusals.ts';
import { keepSession, programOf } from '#lib/session.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { locals, request, url } = event;
    const data = await request.formData();
    const { username, name, password } = nested(data) as Record<string, string>;
    const key = url.searchParams.get('ma') ?? '';
    const input = { username: username ?? '', name: name ?? '', password: password ?? '' };
    const trouble = await acceptInvitation(locals.ctx, key, input).then(
      () => null,
      (error) => formFailure(locals.t, error, typed(data, ['password'])),
    );
    if (trouble) return trouble;
    const secure = url.protocol === 'https:';
    const session = await signIn(locals.ctx, programOf(event).auth, { ...input, secure });
    keepSession(event, session.cookies);
    redirect(303, firstPageOf(session.actor));
  },
};
