/**
 * Makes the dialogs that links open modal: focus stays inside, Esc shuts them, and focus goes
 * back to where it was. Their own links need nothing of this.
 */
export function modalDialogs(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const href = link?.getAttribute('href');
    if (!link || !href) return;
    const inside = link.closest('dialog');
    const asked = document.getElementById(href.slice(1));
    if (inside?.open) {
      event.preventDefault();
      inside.close();
    } else if (asked instanceof HTMLDialogElement && 'showModal' in asked) {
      event.preventDefault();
      asked.showModal();
    }
  });
}
