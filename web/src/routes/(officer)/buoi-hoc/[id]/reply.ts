import { Refusal } from '@suotdoi/core/ground';
import type { PersonRow } from '@suotdoi/core/people';
import type { Translate } from '@suotdoi/messages';
import { type ActionFailure, fail } from '@sveltejs/kit';
import type { Trouble, Typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';

/** What every button of the sheet answers, done or refused. */
export interface Reply extends Trouble {
  /** Said in a green note. */
  readonly note: string;
  /** People found for the sheet. */
  readonly found: { readonly people: readonly PersonRow[]; readonly more: boolean } | null;
  /** Somebody of the same name and year lives there: the page asks whether they are others. */
  readonly lookalike: boolean;
  /** The sheet was changed by another: the page offers the new copy. */
  readonly stale: boolean;
}

const nothing = { message: '', faults: [], note: '', found: null, lookalike: false, stale: false };

export function reply(values: Typed, more: Partial<Reply>): Reply {
  return { ...nothing, values, ...more };
}

export function refused(t: Translate, error: unknown, values: Typed): ActionFailure<Reply> {
  const { status, data } = formFailure(t, error, values);
  const code = error instanceof Refusal ? error.code : '';
  const lookalike = code === 'people.maybe_same';
  return fail(status, {
    ...reply(values, data),
    ...{ lookalike, stale: code === 'learning.changed_meanwhile' },
  });
}
