import { scopeUnits } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { importList, previewImport, sealsIdNumbers } from '@suotdoi/core/people';
import { villagesWithin } from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const scope = scopeUnits(ctx.actor, 'people.register');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  const [villages, earlier] = await Promise.all([villagesWithin(ctx, scope), importList(ctx)]);
  const communes = villages.flatMap(({ parent, commune }) =>
    parent !== null && scope.includes(parent) ? [[parent, commune] as const] : [],
  );
  const wholes = [...new Map(communes)].map(([code, name]) => ({ code, name }));
  return {
    villages,
    wholes,
    earlier,
    sealed: sealsIdNumbers(),
    unit: searchParams.get('xom') ?? '',
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const data = await request.formData();
    const file = data.get('file');
    let id: string;
    try {
      if (!(file instanceof File) || file.size === 0)
        throw new Refusal('invalid', 'people.import_file_missing');
      id = await previewImport(locals.ctx, {
        bytes: new Uint8Array(await file.arrayBuffer()),
        unit: String(data.get('unit') ?? ''),
        file: file.name,
      });
    } catch (error) {
      return formFailure(locals.t, error, typed(data));
    }
    redirect(303, `/nguoi/nhap/${id}`);
  },
};
