import { keep, kept, type Sealed } from './database.ts';

const algorithm = { name: 'AES-GCM', length: 256 } as const;
/** As much as a cheap phone does in half a second. Three pictures are few: this is for prying eyes. */
const ROUNDS = 150_000;

/** This phone's own key: made once, cannot be taken out of the browser. */
export async function phoneKey(): Promise<CryptoKey> {
  const known = await kept('phoneKey');
  if (known) return known;
  const made = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
  await keep('phoneKey', made);
  return made;
}

export function newHolderKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt']);
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) };
}

export async function unseal<T>(key: CryptoKey, { iv, data }: Sealed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}

/** The holder's key, locked by their three pictures. */
export async function lock(
  key: CryptoKey,
  pictures: readonly string[],
): Promise<{ salt: Uint8Array<ArrayBuffer>; wrapped: Sealed }> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const raw = await crypto.subtle.exportKey('raw', key);
  const wrapped = await seal(await fromPictures(pictures, salt), [...new Uint8Array(raw)]);
  return { salt, wrapped };
}

/** The holder's key; null when these are not their pictures. */
export async function unlock(
  { salt, wrapped }: { salt: Uint8Array<ArrayBuffer>; wrapped: Sealed },
  pictures: readonly string[],
): Promise<CryptoKey | null> {
  const raw = await unseal<number[]>(await fromPictures(pictures, salt), wrapped).catch(() => null);
  if (!raw) return null;
  return crypto.subtle.importKey('raw', new Uint8Array(raw), algorithm, true, [
    'encrypt',
    'decrypt',
  ]);
}

async function fromPictures(
  pictures: readonly string[],
  salt: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey> {
  const told = new TextEncoder().encode(pictures.join('.'));
  const base = await crypto.subtle.importKey('raw', told, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, algorithm, false, ['encrypt', 'decrypt']);
}

/** The phone's signing key (ECDSA P-256), for files that are carried by hand. */
export async function signingKey(): Promise<{ privateKey: CryptoKey; publicKey: string }> {
  const known = await kept('signing');
  if (known) return known;
  const how = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(how, false, ['sign', 'verify']);
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
  const made = { privateKey: pair.privateKey, publicKey: base64(spki) };
  await keep('signing', made);
  return made;
}

export async function signText(text: string): Promise<string> {
  const { privateKey } = await signingKey();
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return base64(await crypto.subtle.sign(how, privateKey, new TextEncoder().encode(text)));
}

/** Tells on this phone alone whether somebody is the same person. */
export async function sameness(person: string): Promise<string> {
  let salt = await kept('salt');
  if (!salt) {
    salt = crypto.getRandomValues(new Uint8Array(16));
    await keep('salt', salt);
  }
  const told = new TextEncoder().encode(person);
  return base64(await crypto.subtle.digest('SHA-256', new Uint8Array([...salt, ...told])));
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
