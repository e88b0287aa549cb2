import built from 'virtual:may';
import type { RequestHandler } from './$types';

/** The service worker's scope is `/may/`: the app must be at that very address. */
export const trailingSlash = 'always';

/**
 * The app's one page: the same for everybody, with nothing of anybody in it, so that the phone may
 * keep it. What it shows comes from the phone's own store.
 */
export const GET: RequestHandler = ({ locals: { t } }) => {
  const page = `<!doctype html>
<html lang="vi" data-co="1">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="theme-color" content="#33205f">
<title>${t('may.welcome')} – Suốt Đời</title>
<link rel="icon" href="/icon.svg">
<link rel="manifest" href="/may/manifest.webmanifest">
<link rel="stylesheet" href="${built.style}">
<script type="module" src="${built.script}"></script>
</head>
<body>
<div id="may"><main class="wrap narrow"><h1>Suốt Đời</h1><p>${t('may.opening')}</p></main></div>
<noscript><p class="wrap narrow">${t('may.noscript')} <a href="/hom-nay">${t('may.to_pages')}</a></p></noscript>
</body>
</html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
  return new Response(page, { headers });
};
