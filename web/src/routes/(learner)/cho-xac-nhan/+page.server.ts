import { Refusal } from '@suotdoi/core/ground';
import { ownSignup, takeBackSignup } from '@suotdoi/core/people';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { actor } = ctx;
  if (actor.kind === 'account' && actor.person) redirect(303, '/hom-nay');
  const signup = await ownSignup(ctx);
  if (!signup) throw new Refusal('forbidden', 'people.no_person');
  return { signup, username: actor.kind === 'account' ? actor.username : '' };
};

export const actions: Actions = {
  takeBack: async ({ locals }) => {
    await takeBackSignup(locals.ctx);
    redirect(303, '/dang-ky');
  },
};
