import { scopeUnits } from '@suotdoi/core/accounts';
import { cardsPage, forgetPictures, makeCards, revokeCard } from '@suotdoi/core/cards';
import { Refusal } from '@suotdoi/core/ground';
import { villagesWithin } from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const scope = scopeUnits(ctx.actor, 'people.register');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  const villages = await villagesWithin(ctx, scope);
  const unit = searchParams.get('xom') ?? villages[0]?.code ?? '';
  const village = villages.find(({ code }) => code === unit);
  if (!village) throw new Refusal('missing', 'units.unknown_unit', { values: { code: unit } });
  return {
    villages,
    unit,
    village: village.name,
    done: searchParams.get('xong'),
    ...(await cardsPage(ctx, unit)),
  };
};

/** "16681/<uuid>" of a box that was ticked. */
function keys(data: FormData, name: string): { shard: string; id: string }[] {
  return data.getAll(name).map((value) => {
    const [shard = '', id = ''] = String(value).split('/');
    return { shard, id };
  });
}

export const actions: Actions = {
  lam: async ({ locals, request }) => {
    const data = await request.formData();
    const unit = String(data.get('xom') ?? '');
    const people = keys(data, 'nguoi').map(({ shard, id }) => ({ shard, person: id }));
    const made = await makeCards(locals.ctx, {
      ...{ unit, people, households: keys(data, 'gia-dinh') },
      spare: data.get('de-san') || 0,
    }).catch((error) => formFailure(locals.t, error, typed(data)));
    if (!Array.isArray(made)) return made;
    redirect(303, `/nguoi/the/in?xom=${unit}&the=${made.join(',')}`);
  },
  thoi: async ({ locals, request }) => {
    const data = await request.formData();
    const input = { card: data.get('the'), reason: data.get('ly-do') };
    try {
      await revokeCard(locals.ctx, input);
    } catch (error) {
      return formFailure(locals.t, error, {});
    }
    redirect(303, `/nguoi/the?xom=${data.get('xom')}&xong=thoi`);
  },
  quen: async ({ locals, request }) => {
    const data = await request.formData();
    const [key] = keys(data, 'nguoi');
    try {
      await forgetPictures(locals.ctx, { shard: key?.shard, person: key?.id });
    } catch (error) {
      return formFailure(locals.t, error, {});
    }
    redirect(303, `/nguoi/the?xom=${data.get('xom')}&xong=quen`);
  },
};
