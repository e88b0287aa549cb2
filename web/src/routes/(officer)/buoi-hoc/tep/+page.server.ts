import { Refusal } from '@suotdoi/core/ground';
import { type Told, takeFile } from '@suotdoi/core/phones';
import { isMessageKey, type Translate } from '@suotdoi/messages';
import { formFailure } from '#lib/refusals.ts';
import type { Actions } from './$types';

/** A parcel of five hundred acts is a tenth of it. */
const MOST_BYTES = 3_000_000;

function say(
  t: Translate,
  code: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return t(isMessageKey(code) ? code : 'ground.invalid', values);
}

function summary(t: Translate, told: readonly Told[]) {
  return {
    taken: told.filter(({ ok }) => ok).length,
    total: told.length,
    refused: told.flatMap((one) => (one.ok ? [] : [say(t, one.code, one.values)])),
    notes: told.flatMap((one) =>
      one.ok ? (one.notes ?? []).map(({ code, values }) => say(t, code, values)) : [],
    ),
  };
}

export const actions: Actions = {
  default: async ({ locals: { ctx, t }, request }) => {
    const file = (await request.formData()).get('tep');
    try {
      if (!(file instanceof File) || file.size === 0) {
        throw new Refusal('invalid', 'phones.file_missing');
      }
      if (file.size > MOST_BYTES) throw new Refusal('invalid', 'phones.file_too_large');
      return { taken: summary(t, await takeFile(ctx, await file.text())) };
    } catch (error) {
      return formFailure(t, error, {});
    }
  },
};
