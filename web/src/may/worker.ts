import { SHELL, VERSION } from 'virtual:may-shell';
import { sendAll } from './send.ts';

// The service worker of /may/. It keeps the app itself and nothing of anybody: lessons and what
// waits are in the phone's store, a page with a name on it is never kept.

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Syncing extends Extendable {
  readonly tag: string;
}
interface Worker extends EventTarget {
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
  };
}
const worker = self as unknown as Worker;
const CACHE = `may-${VERSION}`;

worker.addEventListener('install', (event) => {
  const keep = async () => (await caches.open(CACHE)).addAll([...SHELL]);
  (event as Extendable).waitUntil(keep());
});

worker.addEventListener('activate', (event) => {
  const clean = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('may-'));
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  (event as Extendable).waitUntil(clean());
});

/** The new version takes over when the page says that nobody is in the middle of something. */
worker.addEventListener('message', (event) => {
  if ((event as MessageEvent).data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const wanted = request.mode === 'navigate' && pathname === '/may/' ? '/may/' : pathname;
  if (!SHELL.includes(wanted)) return;
  const answer = async () =>
    (await (await caches.open(CACHE)).match(wanted)) ?? (await fetch(request));
  (event as Fetching).respondWith(answer());
});

/** Background Sync: the network is back while the app is closed. */
worker.addEventListener('sync', (event) => {
  const { tag } = event as Syncing;
  if (tag !== 'suotdoi-send') return;
  const send = async () => {
    const { online } = await sendAll();
    new BroadcastChannel('suotdoi').postMessage('sent');
    // Thrown, so that the browser tries again later.
    if (!online) throw new Error('no network yet');
  };
  (event as Syncing).waitUntil(send());
});
