import { authorise } from '@suotdoi/core/accounts';
import { Refusal } from '@suotdoi/core/ground';
import { NATION, sayRemote } from '@suotdoi/core/units';
import { isMessageKey } from '@suotdoi/messages';
import { fail } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  await authorise(ctx, 'units.edit', NATION);
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx, t } }) => {
    const data = await request.formData();
    const file = data.get('file');
    try {
      if (!(file instanceof File) || file.size === 0)
        throw new Refusal('invalid', 'units.list_missing');
      const bytes = new Uint8Array(await file.arrayBuffer());
      const source = String(data.get('source') ?? '').trim() || file.name;
      const done = await sayRemote(ctx, { bytes, source });
      return { message: '', faults: [], values: {}, lines: [], done };
    } catch (error) {
      const { status, data: trouble } = formFailure(t, error, typed(data));
      const faults = error instanceof Refusal ? error.faults.slice(0, 200) : [];
      const lines = faults.map(({ path, code, values }) => ({
        line: path,
        sentence: t(isMessageKey(code) ? code : 'ground.field_invalid', values),
      }));
      return fail(status, { ...trouble, faults: [], lines, done: null });
    }
  },
};
