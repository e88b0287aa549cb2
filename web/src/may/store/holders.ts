import type { Home, Keys, Roster } from '../shapes.ts';
import { database, type Holder } from './database.ts';
import type { Draft, Slip } from './evening.ts';
import { lock, newHolderKey, phoneKey, sameness, seal, unlock, unseal } from './seal.ts';
import { type Act, wrapAct } from './waiting.ts';

/** A lesson this holder did on this phone. */
interface Done {
  readonly act: string;
  readonly key: string;
  readonly at: string;
}

/** Everything that is a holder's own, behind their pictures. */
export interface Vault {
  readonly read: string;
  readonly home: Home;
  /** `course:lesson`, here or elsewhere. */
  readonly finished: readonly string[];
  readonly done: readonly Done[];
  /** The lesson begun and where in it. */
  readonly place: { readonly key: string; readonly part: number } | null;
  readonly rosters: readonly (Roster & { readonly at: string })[];
  readonly draft: Draft | null;
  readonly slips: readonly Slip[];
}

/** Somebody who is here: their key is in memory only, and gone when they leave. */
export interface Session {
  readonly id: string;
  readonly kind: Holder['kind'];
  readonly key: CryptoKey;
  readonly vault: Vault;
}

/** After this many wrong pictures on this phone the door waits. */
const MISSES = 5;
const WAIT_MS = 5 * 60_000;

/** Wrong pictures too often: whole minutes to wait. */
export class Wait extends Error {
  readonly minutes: number;
  constructor(minutes: number) {
    super('wait');
    this.minutes = minutes;
  }
}

interface Entering {
  readonly keys: Keys;
  readonly home: Home;
  readonly pictures: readonly string[];
}

/** Keeps somebody who was let in. If they were here before, what still waits of then is handed in yet. */
export async function settleIn({ keys, home, pictures }: Entering): Promise<Session> {
  const kind = home.villages.length > 0 ? 'instructor' : 'learner';
  const key = await newHolderKey();
  const vault: Vault = {
    ...{ read: keys.read, home, finished: home.finished, done: [], place: null },
    ...{ rosters: [], draft: null, slips: [] },
  };
  const own = await phoneKey();
  const holder: Holder = {
    ...{ id: keys.device, kind, misses: 0, missedAt: 0, leaving: false },
    called: await seal(own, home.name.split(' ').slice(-2).join(' ')),
    same: await sameness(home.person ?? home.name),
    send: await seal(own, keys.send),
    ...(await lock(key, pictures)),
    vault: await seal(key, vault),
  };
  const tx = (await database()).transaction('holders', 'readwrite');
  for (const before of await tx.store.getAll()) {
    if (before.same === holder.same) await tx.store.put({ ...before, leaving: true });
  }
  await tx.store.put(holder);
  await tx.done;
  return { id: holder.id, kind, key, vault };
}

/** Who is at this phone's door, by the name they are called. */
export async function atTheDoor(): Promise<{ id: string; called: string }[]> {
  const holders = await (await database()).getAll('holders');
  const own = await phoneKey();
  const here = holders.filter(({ leaving }) => !leaving);
  return Promise.all(
    here.map(async ({ id, called }) => ({ id, called: await unseal<string>(own, called) })),
  );
}

/** Opens what is a holder's own. Null: these are not their pictures. Throws `Wait`. */
export async function comeBack(id: string, pictures: readonly string[]): Promise<Session | null> {
  const db = await database();
  const holder = await db.get('holders', id);
  if (!holder) return null;
  const waited = Date.now() - holder.missedAt;
  // A clock that was put back must not make the door wait for ever.
  if (holder.misses >= MISSES && waited >= 0 && waited < WAIT_MS) {
    throw new Wait(Math.ceil((WAIT_MS - waited) / 60_000));
  }
  const key = await unlock(holder, pictures);
  const misses = key ? 0 : (holder.misses % MISSES) + 1;
  await db.put('holders', { ...holder, misses, missedAt: Date.now() });
  if (!key) return null;
  return { id, kind: holder.kind, key, vault: await unseal<Vault>(key, holder.vault) };
}

/** Keeps what changed, and acts that belong to it, in one transaction: both or neither. */
export async function keepVault(
  session: Session,
  vault: Vault,
  acts: readonly Act[] = [],
): Promise<Session> {
  const sealed = await seal(session.key, vault);
  const rows = await Promise.all(acts.map((act) => wrapAct(session.id, act)));
  const db = await database();
  const tx = db.transaction(['holders', 'waiting'], 'readwrite');
  const holder = await tx.objectStore('holders').get(session.id);
  if (holder) await tx.objectStore('holders').put({ ...holder, vault: sealed });
  for (const row of rows) await tx.objectStore('waiting').put(row);
  await tx.done;
  return { ...session, vault };
}

/** Takes somebody from this phone; what still waits is handed in first, by `sendAll`. */
export async function leave(id: string): Promise<void> {
  const db = await database();
  const holder = await db.get('holders', id);
  if (holder) await db.put('holders', { ...holder, leaving: true });
}
