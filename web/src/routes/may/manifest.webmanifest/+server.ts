import type { RequestHandler } from './$types';

/** By which a phone installs the app: an icon beside the others, opened without an address bar. */
export const GET: RequestHandler = ({ locals: { t } }) => {
  const manifest = {
    id: '/may/',
    name: t('may.name'),
    short_name: t('may.name'),
    description: t('may.short_description'),
    lang: t.locale,
    start_url: '/may/',
    scope: '/may/',
    display: 'standalone',
    background_color: '#fbf7ee',
    theme_color: '#33205f',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
    ],
  };
  const headers = { 'content-type': 'application/manifest+json', 'cache-control': 'no-cache' };
  return new Response(JSON.stringify(manifest), { headers });
};
