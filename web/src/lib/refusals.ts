import { type Fault, Refusal, type RefusalKind, refusalStatus } from '@suotdoi/core/ground';
import { isMessageKey, type Translate, type Values } from '@suotdoi/messages';
import { type ActionFailure, fail } from '@sveltejs/kit';
import type { Trouble, Typed } from './forms.ts';

/** The sentence for a refusal: its own words, or those of its kind. */
function sentence(t: Translate, refusal: Refusal): string {
  return worded(t, refusal) ?? t(`ground.${refusal.kind}`);
}

/**
 * For every form action: a refusal goes back to the form in words, with what was typed; anything
 * else is thrown on.
 * @example catch (error) { return formFailure(locals.t, error, typed(data)); }
 */
export function formFailure(t: Translate, error: unknown, values: Typed): ActionFailure<Trouble> {
  if (!(error instanceof Refusal)) throw error;
  const faults = error.faults.map((fault) => ({
    path: fault.path,
    message: worded(t, fault) ?? t('ground.field_invalid'),
  }));
  return fail(refusalStatus[error.kind], { message: sentence(t, error), faults, values });
}

/** What a page says of an error that no form caught. `message` first, then `help`: what to do. */
export function pageError(t: Translate, refusal: Refusal): App.Error {
  return {
    status: refusalStatus[refusal.kind],
    message: sentence(t, refusal),
    help: t(`ground.${refusal.kind}_help`),
  };
}

/** The same for an answer that has only a status, as SvelteKit's own 404. */
export function statusError(t: Translate, status: number): App.Error {
  if (status === 413) {
    return { status, message: t('web.body_too_large'), help: t('web.body_too_large_help') };
  }
  const kinds = Object.entries(refusalStatus) as [RefusalKind, number][];
  const kind = kinds.find(([, code]) => code === status)?.[0] ?? 'invalid';
  return { status, message: t(`ground.${kind}`), help: t(`ground.${kind}_help`) };
}

function worded(t: Translate, { code, values }: Refusal | Fault): string | null {
  return isMessageKey(code) ? t(code, values as Values) : null;
}
