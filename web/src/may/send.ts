import { ask, NoNetwork, Refused } from './ask.ts';
import { database, type Holder, keep, kept, type Waiting } from './store/database.ts';
import { phoneKey, seal, signText, unseal } from './store/seal.ts';
import { openAct, waitingOf } from './store/waiting.ts';

/** One parcel: an answer to a hundred acts comes back even on a poor line. */
const PARCEL = 100;

interface Told {
  readonly id: string;
  readonly ok: boolean;
  readonly words?: string;
  readonly notes?: readonly string[];
}

/** What a round of sending came to. */
export interface Sent {
  readonly online: boolean;
  readonly acknowledged: number;
}

/**
 * Hands in everything that waits, learner by learner. An act leaves the phone's store only when the
 * server has acknowledged its id; sending twice is harmless. `again` sends the refused ones too.
 */
export async function sendAll(again = false): Promise<Sent> {
  const run = () => sendRounds(again);
  if (!navigator.locks) return run();
  // The page and the service worker do not send at the same time.
  return navigator.locks.request('suotdoi-send', run);
}

async function sendRounds(again: boolean): Promise<Sent> {
  const db = await database();
  let acknowledged = 0;
  for (const holder of await db.getAll('holders')) {
    let rows = (await waitingOf(holder.id)).filter((row) => again || !row.refused);
    while (rows.length > 0) {
      const parcel = rows.slice(0, PARCEL);
      rows = rows.slice(PARCEL);
      try {
        acknowledged += await handIn(holder, parcel);
      } catch (error) {
        if (error instanceof NoNetwork) return { online: false, acknowledged };
        if (!(error instanceof Refused)) throw error;
        await refuseAll(parcel, error.message);
        break;
      }
    }
    await forgetLeaving(holder);
  }
  return { online: true, acknowledged };
}

async function handIn(holder: Holder, parcel: readonly Waiting[]): Promise<number> {
  const key = await unseal<string>(await phoneKey(), holder.send);
  const acts = await Promise.all(parcel.map(openAct));
  const body = JSON.stringify({ sentAt: new Date().toISOString(), acts });
  const zipped = await zip(body);
  const { acts: told } = await ask<{ acts: Told[] }>('/may/api/viec', {
    body: zipped ?? body,
    key,
    zipped: zipped !== null,
  });
  return settle(holder, told);
}

/** Only now do acts leave the store: those whose ids came back. */
async function settle(holder: Holder, told: readonly Told[]): Promise<number> {
  const own = await phoneKey();
  const refusals = new Map<string, Waiting['refused']>();
  for (const { id, ok, words } of told) {
    if (!ok) refusals.set(id, await seal(own, words ?? ''));
  }
  const notes = await Promise.all(
    told.flatMap((one) => (one.notes ?? []).map((note) => seal(own, note))),
  );
  const db = await database();
  const tx = db.transaction('waiting', 'readwrite');
  for (const { id, ok } of told) {
    const row = await tx.store.get(id);
    const refused = refusals.get(id);
    if (ok) await tx.store.delete(id);
    else if (row && refused) await tx.store.put({ ...row, refused });
  }
  await tx.done;
  if (notes.length > 0) {
    const before = (await kept('notes')) ?? [];
    await keep('notes', [...before, ...notes.map((words) => ({ of: holder.id, words }))]);
  }
  return told.filter(({ ok }) => ok).length;
}

async function refuseAll(parcel: readonly Waiting[], words: string): Promise<void> {
  const refused = await seal(await phoneKey(), words);
  const tx = (await database()).transaction('waiting', 'readwrite');
  for (const row of parcel) if (await tx.store.get(row.id)) await tx.store.put({ ...row, refused });
  await tx.done;
}

/** Who left a shared tablet is forgotten once nothing of theirs waits. */
async function forgetLeaving({ id, send }: Holder): Promise<void> {
  const db = await database();
  const holder = await db.get('holders', id);
  if (!holder?.leaving || (await waitingOf(id)).length > 0) return;
  const key = await unseal<string>(await phoneKey(), send);
  const told = await ask('/may/api/ra', { body: '{}', key }).catch((error) => error);
  if (told instanceof NoNetwork) return;
  await db.delete('holders', id);
}

async function zip(text: string): Promise<ArrayBuffer | null> {
  if (typeof CompressionStream === 'undefined') return null;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** Everything of a holder that waits, as a file for a centre without HTTPS; the phone signs it. */
export async function parcelFile(holder: string): Promise<string> {
  const acts = await Promise.all((await waitingOf(holder)).map(openAct));
  const body = JSON.stringify({ sentAt: new Date().toISOString(), acts });
  const signature = await signText(body);
  return JSON.stringify({ suotdoi: 'viec-1', device: holder, body, signature });
}
