/** Says in the strip whether there is a network, each time it comes or goes. */
export function netStrip(): void {
  const strip = document.querySelector<HTMLElement>('.net');
  const words = strip?.querySelector('span');
  if (!strip || !words) return;
  const show = () => {
    const { online, offline } = strip.dataset;
    strip.classList.toggle('off', !navigator.onLine);
    const text = (navigator.onLine ? online : offline) ?? '';
    // Said once: an unchanged text is not announced again.
    if (words.textContent !== text) words.textContent = text;
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}
