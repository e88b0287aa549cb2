import { authorise } from '@suotdoi/core/accounts';
import { readSheet } from '@suotdoi/core/ground';
import { addVillages, unitPath, unitsBelow, villageNames } from '@suotdoi/core/units';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  await authorise(ctx, 'units.edit', params.commune);
  const [path, villages] = await Promise.all([
    unitPath(ctx, params.commune),
    unitsBelow(ctx, params.commune),
  ]);
  return { path, villages };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const data = await request.formData();
    try {
      const names = [
        ...String(data.get('names') ?? '').split('\n'),
        ...(await namesIn(data.get('file'))),
      ];
      const added = await addVillages(locals.ctx, { commune: params.commune, names });
      return { message: '', faults: [], values: {}, added };
    } catch (error) {
      return formFailure(locals.t, error, typed(data));
    }
  },
};

async function namesIn(file: FormDataEntryValue | null): Promise<string[]> {
  if (!(file instanceof File) || file.size === 0) return [];
  return villageNames(await readSheet(new Uint8Array(await file.arrayBuffer())));
}
