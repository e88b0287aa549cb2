/**
 * Registers the service worker. A new version of the app waits until `idle` says that nobody is in
 * the middle of something, then takes over and the page is loaded again. What waits to be handed in
 * lies in the phone's store, which no version empties.
 */
export async function register(idle: () => boolean): Promise<void> {
  const { serviceWorker } = navigator;
  // Not over plain HTTP, and not where the browser forbids it: the app works, but only with a network.
  if (!serviceWorker) return;
  const first = serviceWorker.controller === null;
  let loading = false;
  serviceWorker.addEventListener('controllerchange', () => {
    if (first || loading) return;
    loading = true;
    location.reload();
  });
  const registration = await serviceWorker.register('/may/sw.js').catch(() => null);
  const takeOver = () => {
    if (idle()) registration?.waiting?.postMessage('take-over');
  };
  registration?.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', takeOver);
  });
  addEventListener('hashchange', takeOver);
  takeOver();
}
