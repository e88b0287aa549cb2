import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Refusal } from '@suotdoi/core/ground';

/** Cheap phones take pictures of twenty megapixels. */
const MOST_BYTES = 15_000_000;
const PATIENCE_MS = 30_000;
const worker = new URL('./photo-worker.ts', import.meta.url);

/** One after the other: a picture unpacked takes a hundred times its bytes. */
let reading: Promise<unknown> = Promise.resolve();

/**
 * The QR code in a photograph (JPEG, PNG), for browsers that may not use the camera. The
 * photograph is not kept. Refuses `invalid` cards.photo_too_large, cards.no_code_seen.
 */
export async function codeInPhoto(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength > MOST_BYTES) throw new Refusal('invalid', 'cards.photo_too_large');
  const turn = reading.then(() => read(bytes));
  reading = turn.catch(() => undefined);
  const seen = await turn;
  if (!seen) throw new Refusal('invalid', 'cards.no_code_seen');
  return seen;
}

async function read(bytes: Uint8Array): Promise<string | null> {
  const thread = new Worker(worker, { workerData: bytes });
  try {
    const stop = AbortSignal.timeout(PATIENCE_MS);
    const [seen] = (await once(thread, 'message', { signal: stop })) as [string | null];
    return seen;
  } catch {
    return null;
  } finally {
    await thread.terminate();
  }
}
