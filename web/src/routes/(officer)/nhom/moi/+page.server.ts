import { scopeUnits } from '@suotdoi/core/accounts';
import { dayOf, newId, Refusal } from '@suotdoi/core/ground';
import { formGroup } from '@suotdoi/core/people';
import { villagesWithin } from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const scope = scopeUnits(ctx.actor, 'people.register');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  const villages = await villagesWithin(ctx, scope);
  const communes = new Map(villages.map(({ parent, commune }) => [parent ?? '', commune]));
  const whole = [...communes].filter(([code]) => scope.includes(code));
  return {
    id: newId(),
    today: dayOf(ctx.now),
    places: [
      ...whole.map(([code, name]) => ({ code, name, commune: name })),
      ...villages.map(({ code, name, commune }) => ({ code, name, commune })),
    ],
  };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const data = await request.formData();
    const group = await formGroup(locals.ctx, nested(data)).catch((error) =>
      formFailure(locals.t, error, typed(data)),
    );
    if (!('shard' in group)) return group;
    redirect(303, `/nhom/${group.id}?xong=lap`);
  },
};
