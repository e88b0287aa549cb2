import { type Format, format, type Translate, translator } from '@suotdoi/messages';
import { page } from '$app/state';

/** The words of the page's language: `const t = useT()`, `t('learning.class_full')`. */
export function useT(): Translate {
  return translator(page.data.locale);
}

/** Figures and dates as the page's language writes them. */
export function useFormat(): Format {
  return format(page.data.locale);
}
