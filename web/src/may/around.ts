import { nextLesson, type Reached, type Step, stepKey } from '@suotdoi/core/library/rules';

/** The next few lessons come along by themselves: less than a photograph. */
const AHEAD = 3;

/** The next few lessons, as if each were learnt in its turn. */
export function ahead(steps: readonly Step[], reached: Reached): Step[] {
  const finished = new Set(reached.finished);
  const wanted: Step[] = [];
  while (wanted.length < AHEAD) {
    const step = nextLesson(steps, { ...reached, finished });
    if (!step) break;
    wanted.push(step);
    finished.add(stepKey(step));
  }
  return wanted;
}

/** Whether our server answers at all: `navigator.onLine` only knows of a cable. */
export async function answers(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store', credentials: 'omit' })).ok;
  } catch {
    return false;
  }
}

export async function askBackgroundSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/may/');
  const sync = registration && 'sync' in registration ? registration.sync : null;
  const manager = sync as { register(tag: string): Promise<void> } | null;
  await manager?.register('suotdoi-send').catch(() => undefined);
}
