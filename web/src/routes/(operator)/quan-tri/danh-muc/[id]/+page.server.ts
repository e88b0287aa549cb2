import { handedList, LIST_STAGES } from '@suotdoi/core/units';
import { isMessageKey } from '@suotdoi/messages';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, params }) => {
  const list = await handedList(ctx, params.id);
  const worded = (code: string, values = {}) =>
    t(isMessageKey(code) ? code : 'ground.field_invalid', values);
  return {
    list,
    of: LIST_STAGES,
    why: list.code === null ? null : worded(list.code, list.values),
    lines: list.faults.map(({ path, code, values }) => ({
      line: path,
      sentence: worded(code, values),
    })),
  };
};
