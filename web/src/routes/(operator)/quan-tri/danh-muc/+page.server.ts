import { authorise } from '@suotdoi/core/accounts';
import { dayOf, Refusal } from '@suotdoi/core/ground';
import { importUnits, NATION, type Successor } from '@suotdoi/core/units';
import { isMessageKey } from '@suotdoi/messages';
import { fail } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  await authorise(ctx, 'units.edit', NATION);
  return { today: dayOf(ctx.now) };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const data = await request.formData();
    const file = data.get('file');
    try {
      if (!(file instanceof File) || file.size === 0)
        throw new Refusal('invalid', 'units.list_missing');
      const done = await importUnits(locals.ctx, {
        bytes: new Uint8Array(await file.arrayBuffer()),
        from: String(data.get('from') ?? ''),
        successors: successorsOf(String(data.get('successors') ?? '')),
        source: file.name,
      });
      return { message: '', faults: [], values: {}, lines: [], done };
    } catch (error) {
      const { status, data: trouble } = formFailure(locals.t, error, typed(data));
      const lines = error instanceof Refusal ? linesOf(error, locals.t) : [];
      return fail(status, { ...trouble, faults: [], lines, done: null });
    }
  },
};

/** "16690, 16681, 1" a line: the unit that ended, its successor, the share that went there. */
function successorsOf(text: string): Successor[] {
  return text.split('\n').flatMap((line) => {
    const [code, successor, share = '1'] = line.split(/[\s,;]+/).filter(Boolean);
    return code && successor ? [{ code, successor, share: Number(share) }] : [];
  });
}

/** Each bad row with its line, in words; the first two hundred. */
function linesOf(refusal: Refusal, t: App.Locals['t']): { line: string; sentence: string }[] {
  return refusal.faults.slice(0, 200).map(({ path, code, values }) => ({
    line: path,
    sentence: t(isMessageKey(code) ? code : 'ground.field_invalid', values),
  }));
}
