import { changePassword, signIn, signOutEverywhere } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import { keepSession, programOf } from '#lib/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { ctx } }) => ({
  temporary: ctx.actor.kind === 'account' && ctx.actor.temporary === true,
  byPassword: ctx.actor.kind === 'account' && ctx.actor.username !== '',
});

export const actions: Actions = {
  change: async (event) => {
    const { locals, request, url } = event;
    const { actor } = locals.ctx;
    if (actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
    const data = await request.formData();
    const [current, password] = ['current', 'password'].map((name) => String(data.get(name) ?? ''));
    const input = { current: current ?? '', password: password ?? '' };
    const trouble = await changePassword(locals.ctx, input).then(
      () => null,
      (error) => formFailure(locals.t, error, typed(data, ['current', 'password'])),
    );
    if (trouble) return trouble;
    // Every session has ended, on lost phones too; this one begins again.
    const secure = url.protocol === 'https:';
    const { username } = actor;
    const again = { username, password: input.password, secure };
    keepSession(event, (await signIn(locals.ctx, programOf(event).auth, again)).cookies);
    redirect(303, '/mat-khau?xong=1');
  },
  everywhere: async ({ locals }) => {
    await signOutEverywhere(locals.ctx);
    redirect(303, '/dang-nhap?xong=moi-may');
  },
};
