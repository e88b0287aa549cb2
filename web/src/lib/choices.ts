import { isLocale, type Locale } from '@suotdoi/messages';
import type { RequestEvent } from '@sveltejs/kit';

/** Text sizes: Vừa, Lớn, Rất lớn. */
const textSizes = ['1', '2', '3'] as const;
export type TextSize = (typeof textSizes)[number];

const YEAR_S = 365 * 86_400;

function isTextSize(text: unknown): text is TextSize {
  return textSizes.some((size) => size === text);
}

/** What this reader has chosen before: Vietnamese and the middle size if nothing. */
export function choicesOf({ cookies }: RequestEvent): { locale: Locale; size: TextSize } {
  const locale = cookies.get('lang');
  const size = cookies.get('co');
  return { locale: isLocale(locale) ? locale : 'vi', size: isTextSize(size) ? size : '1' };
}

/**
 * Remembers a choice made in the address (`?lang=en`, `?co=3`).
 * @returns where to go on: the same page without the choice; null if there was none.
 */
export function takeChoices({ cookies, request, url }: RequestEvent): string | null {
  if (request.method !== 'GET') return null;
  const lang = url.searchParams.get('lang');
  const co = url.searchParams.get('co');
  if (lang === null && co === null) return null;
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: YEAR_S,
  } as const;
  if (isLocale(lang)) cookies.set('lang', lang, options);
  if (isTextSize(co)) cookies.set('co', co, options);
  const rest = new URLSearchParams(url.searchParams);
  rest.delete('lang');
  rest.delete('co');
  return ownPath(url.pathname) + (rest.size > 0 ? `?${rest}` : '');
}

/** An address within this site: "//elsewhere" and "/\elsewhere" lead nowhere else. */
export function ownPath(path: string): string {
  return `/${path.replace(/^[/\\]+/, '')}`;
}
