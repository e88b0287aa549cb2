import { scopeUnits } from '@suotdoi/core/accounts';
import { newId, Refusal } from '@suotdoi/core/ground';
import { registerFamily } from '@suotdoi/core/people';
import { MAX_MEMBERS } from '@suotdoi/core/people/model';
import { villagesWithin } from '@suotdoi/core/units';
import { fail, redirect } from '@sveltejs/kit';
import { FIRST_LINES, readFamilyForm } from '#lib/people/family-form.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeUnits(locals.ctx.actor, 'people.register');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  return {
    id: newId(),
    lines: FIRST_LINES,
    unit: url.searchParams.get('xom') ?? '',
    villages: await villagesWithin(locals.ctx, scope),
  };
};

export const actions: Actions = {
  /** One line more; nothing is saved. */
  add: async ({ request }) => {
    const { values, lines } = readFamilyForm(await request.formData());
    const more = Math.min(MAX_MEMBERS, lines + 1);
    return { message: '', faults: [], values, lines: more, added: true, lookalike: false };
  },
  save: async ({ locals, request }) => {
    const { input, values, lines } = readFamilyForm(await request.formData());
    const family = await registerFamily(locals.ctx, input).catch((error) => {
      const { status, data } = formFailure(locals.t, error, values);
      const lookalike = error instanceof Refusal && error.code === 'people.maybe_same';
      return fail(status, { ...data, lines, added: false, lookalike });
    });
    if (!('members' in family)) return family;
    const { members } = family;
    redirect(303, `/nguoi/${members[0]?.person}?da-ghi=${members.length}`);
  },
};
