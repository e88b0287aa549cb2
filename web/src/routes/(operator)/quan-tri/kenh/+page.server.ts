import { dayOf } from '@suotdoi/core/ground';
import { channelSlots, writeChannel } from '@suotdoi/core/library';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import { standpoint } from '../scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const place = await standpoint(locals, url, 'channels.fill');
  const slots = await channelSlots(locals.ctx, place.unit.code);
  const asked = url.searchParams.get('kenh');
  return {
    ...{ place, today: dayOf(locals.ctx.now) },
    slots: slots.map((slot) => ({
      ...slot,
      name: slot.name[locals.locale],
      empty: slot.empty[locals.locale],
      own: slot.holds?.unit === place.unit.code,
    })),
    filling: slots.find(({ id, fixed }) => id === asked && fixed === null)?.id ?? null,
  };
};

export const actions: Actions = {
  write: async ({ locals, request, url }) => {
    const data = await request.formData();
    const unit = url.searchParams.get('don-vi') ?? '';
    const empties = data.has('bo');
    const input = { unit, ...Object.fromEntries(data), ...(empties && { value: '' }) };
    try {
      await writeChannel(locals.ctx, input);
    } catch (error) {
      return formFailure(locals.t, error, typed(data));
    }
    const done = empties ? 'bo' : 'ghi';
    redirect(303, `/quan-tri/kenh?don-vi=${encodeURIComponent(unit)}&xong=${done}`);
  },
};
