import { clientList, createClient, revokeClient } from '@suotdoi/core/record';
import type { Scope } from '@suotdoi/core/record/model';
import { fail, redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import { standpoint } from '../scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const place = await standpoint(locals, url, 'clients.manage');
  const clients = await clientList(locals.ctx, place.unit.code);
  const key = url.searchParams.get('thoi');
  return { place, clients, revoking: clients.find((client) => client.key === key) ?? null };
};

export const actions: Actions = {
  create: async ({ locals, request }) => {
    const values = typed(await request.formData());
    const name = values.name?.[0] ?? '';
    // The schema says which words it takes; a form may send any.
    const scopes = (values.scopes ?? []) as Scope[];
    const input = { name, unit: values.unit?.[0] ?? '', scopes };
    const made = await createClient(locals.ctx, input).catch((error) =>
      formFailure(locals.t, error, values),
    );
    if ('secret' in made) return { message: '', faults: [], values: {}, made: { name, ...made } };
    return fail(made.status, { ...made.data, made: null });
  },
  revoke: async ({ locals, request, url }) => {
    const key = (await request.formData()).get('key');
    await revokeClient(locals.ctx, String(key));
    const unit = url.searchParams.get('don-vi');
    redirect(303, `/quan-tri/may?xong=thoi${unit ? `&don-vi=${encodeURIComponent(unit)}` : ''}`);
  },
};
