/** Where “Đọc chậm” is remembered on this device. */
const SLOW = 'doc-cham';

/** “Nghe bài này” and “Đọc chậm” of a lesson, which stay hidden without this script. */
export function lessonButtons(listen: () => void): void {
  const row = document.querySelector<HTMLElement>('[data-listen]');
  const [start, slow] = row?.querySelectorAll('button') ?? [];
  if (!row || !start || !slow) return;
  row.hidden = false;
  start.addEventListener('click', listen);
  const show = () => slow.setAttribute('aria-pressed', String(isSlow()));
  slow.addEventListener('click', () => {
    keepSlow(!isSlow());
    show();
  });
  show();
}

// A browser may refuse to keep anything; then reading is as slow as this page says.
let slowly = false;
/** Whether this device reads slowly. */
export function isSlow(): boolean {
  try {
    return localStorage.getItem(SLOW) === '1';
  } catch {
    return slowly;
  }
}

function keepSlow(slow: boolean): void {
  slowly = slow;
  try {
    localStorage.setItem(SLOW, slow ? '1' : '0');
  } catch {
    // Kept in this page only.
  }
}

/** Plays the recording to its end, or until it is stopped here or by its own buttons. */
export function playAll(recorded: HTMLAudioElement, signal: AbortSignal): Promise<void> {
  recorded.playbackRate = isSlow() ? 0.75 : 1;
  return new Promise((resolve) => {
    for (const end of ['ended', 'pause', 'error']) {
      recorded.addEventListener(end, () => resolve(), { once: true });
    }
    signal.addEventListener('abort', () => recorded.pause(), { once: true });
    recorded.play().catch(() => resolve());
  });
}
