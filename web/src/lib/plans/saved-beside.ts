import type { Format, Translate } from '@suotdoi/messages';
import { kept, type Trouble } from '../forms.ts';

/**
 * After a refusal: what stands saved, beside a field in which something else was typed. Nothing
 * the first time, and where both are the same.
 */
export function savedBeside(
  { t, f }: { t: Translate; f: Format },
  form: Trouble | null | undefined,
  field: { name: string; saved: number | null },
): string | undefined {
  if (!form) return undefined;
  const said = field.saved === null ? '' : f.number(field.saved);
  const typed = kept(form, field.name);
  if (typed.replace(/\D/g, '') === said.replace(/\D/g, '')) return undefined;
  return said === '' ? t('plans.saved_none') : t('plans.saved_beside', { n: said });
}
