import { authorise } from '@suotdoi/core/accounts';
import { dayOf, Refusal } from '@suotdoi/core/ground';
import {
  type Headings,
  handedLists,
  handInList,
  listInForce,
  NATION,
  type Successor,
} from '@suotdoi/core/units';
import { redirect } from '@sveltejs/kit';
import { typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  await authorise(ctx, 'units.edit', NATION);
  const [inForce, lists] = await Promise.all([listInForce(ctx), handedLists(ctx)]);
  return { today: dayOf(ctx.now), inForce, lists };
};

export const actions: Actions = {
  default: async ({ request, locals, platform }) => {
    const data = await request.formData();
    const file = data.get('file');
    let id: string;
    try {
      if (!(file instanceof File) || file.size === 0)
        throw new Refusal('invalid', 'units.list_missing');
      const handed = await handInList(locals.ctx, {
        bytes: new Uint8Array(await file.arrayBuffer()),
        from: String(data.get('from') ?? ''),
        headings: headingsOf(String(data.get('headings') ?? '')),
        successors: successorsOf(String(data.get('successors') ?? '')),
        source: file.name,
      });
      // It goes on behind the page; what is no refusal is for the log.
      handed.work.catch((error: unknown) => platform?.req.fault(error));
      id = handed.id;
    } catch (error) {
      return formFailure(locals.t, error, typed(data));
    }
    redirect(303, `/quan-tri/danh-muc/${id}`);
  },
};

/** "16690, 16681, 1" a line: the unit that ended, its successor, the share that went there. */
function successorsOf(text: string): Successor[] {
  return text.split('\n').flatMap((line) => {
    const [code, successor, share = '1'] = line.split(/[\s,;]+/).filter(Boolean);
    return code && successor ? [{ code, successor, share: Number(share) }] : [];
  });
}

/** "code = Mã số" a line. */
function headingsOf(text: string): Headings {
  const pairs = text.split('\n').flatMap((line) => {
    const [column, heading] = line.split('=').map((part) => part.trim());
    return column && heading ? [[column, heading]] : [];
  });
  return Object.fromEntries(pairs);
}
