import { applyImport, dropImport, importPage, mapImport } from '@suotdoi/core/people';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url: { searchParams } }) => {
  const page = Math.max(1, Math.trunc(Number(searchParams.get('trang')) || 1));
  return { list: await importPage(ctx, { id: params.id, page }), page };
};

export const actions: Actions = {
  map: (event) =>
    send(event, async (data) => {
      await mapImport(event.locals.ctx, event.params.id, nested(data).mapping ?? {});
      redirect(303, `/nguoi/nhap/${event.params.id}`);
    }),
  apply: (event) =>
    send(event, async (data) => {
      await applyImport(event.locals.ctx, event.params.id, data.has('alsoAlike'));
      redirect(303, `/nguoi/nhap/${event.params.id}`);
    }),
  drop: (event) =>
    send(event, async () => {
      await dropImport(event.locals.ctx, event.params.id);
      redirect(303, '/nguoi/nhap');
    }),
};

async function send({ request, locals }: RequestEvent, work: (data: FormData) => Promise<never>) {
  const data = await request.formData();
  try {
    return await work(data);
  } catch (error) {
    const failure = formFailure(locals.t, error, typed(data));
    // Each fault stands beside its cell in the table.
    return { ...failure, data: { ...failure.data, faults: [] } };
  }
}
