import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Catalogue, LessonPack, Skill } from '../shapes.ts';

/** Bytes that only the holder of a key reads. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Somebody whose phone this is, or one of them. Nothing here can be read without a key. */
export interface Holder {
  /** The device's id at the server. */
  readonly id: string;
  readonly kind: 'learner' | 'instructor';
  /** What they are called at the door: sealed by the phone's own key. */
  readonly called: Sealed;
  /** The same person, should they come in again: a digest salted by this phone. */
  readonly same: string;
  /** The key that only hands in, sealed by the phone's own key: it must work while nobody is here. */
  readonly send: Sealed;
  /** The holder's own key, behind their pictures. */
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly wrapped: Sealed;
  /** Everything that is theirs, sealed by the holder's own key. */
  readonly vault: Sealed;
  /** Wrong pictures since the last right ones, and when the last were tried. */
  readonly misses: number;
  readonly missedAt: number;
  /** Not at the door any more: forgotten once everything is handed in. */
  readonly leaving: boolean;
}

/** An act that the server has not acknowledged. */
export interface Waiting {
  /** The act's id, for life. */
  readonly id: string;
  readonly of: string;
  readonly seq: number;
  readonly act: Sealed;
  /** Set when the server said no: its sentence. The act stays. */
  readonly refused?: Sealed;
}

interface Kept {
  /** Never leaves this browser: it cannot be exported. */
  phoneKey: CryptoKey;
  /** For files carried by hand. */
  signing: { privateKey: CryptoKey; publicKey: string };
  salt: Uint8Array<ArrayBuffer>;
  catalogue: Catalogue;
  skills: Skill[];
  language: 'vi' | 'en';
  size: '1' | '2' | '3';
  /** A tablet of a class: nobody stays at the door. */
  shared: boolean;
  /** What the server wants an instructor to look at, sealed by the phone's own key. */
  notes: { of: string; words: Sealed }[];
}

interface Stores extends DBSchema {
  kept: { key: keyof Kept; value: Kept[keyof Kept] };
  holders: { key: string; value: Holder };
  waiting: { key: string; value: Waiting; indexes: { of: string } };
  lessons: { key: string; value: { digest: string; pack: LessonPack } };
}

export type Database = IDBPDatabase<Stores>;

let opened: Promise<Database> | undefined;

/**
 * The phone's store. A new version of the app only ever adds to it: what waits to be handed in
 * outlives every update.
 */
export function database(): Promise<Database> {
  opened ??= openDB<Stores>('suotdoi-may', 1, {
    upgrade(db) {
      db.createObjectStore('kept');
      db.createObjectStore('holders', { keyPath: 'id' });
      db.createObjectStore('waiting', { keyPath: 'id' }).createIndex('of', 'of');
      db.createObjectStore('lessons');
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = undefined;
    },
  });
  return opened;
}

export async function kept<K extends keyof Kept>(name: K): Promise<Kept[K] | undefined> {
  return (await (await database()).get('kept', name)) as Kept[K] | undefined;
}

export async function keep<K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> {
  await (await database()).put('kept', value, name);
}
