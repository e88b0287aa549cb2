import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { IdKeys } from './keys.ts';

// A sealed number: version (1 byte), key id (8), the sheet's own public key (32), nonce (12),
// tag (16), then the digits. X25519, HKDF-SHA-256 and AES-256-GCM, as in HPKE's base mode (RFC 9180).
const VERSION = 1;
const HEAD = 41;
const BODY = HEAD + 12 + 16;

/**
 * A way to seal the numbers of one sheet. One key pair serves the whole sheet, with a nonce for
 * each number; its private half is forgotten, so that nobody here can open what was sealed.
 */
export function sealerOf(keys: IdKeys): (number: string) => Buffer {
  const [{ id, publicKey }] = keys.sealing;
  const once = generateKeyPairSync('x25519');
  const head = Buffer.concat([Buffer.of(VERSION), Buffer.from(id, 'hex'), rawOf(once.publicKey)]);
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey });
  const key = keyFrom(shared, head, publicKey);
  return (number) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(head);
    const body = Buffer.concat([cipher.update(number, 'utf8'), cipher.final()]);
    return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
  };
}

/**
 * A way to open numbers at the hub. Null for what was sealed to a key that is not here, or was
 * changed since.
 */
export function openerOf(keys: IdKeys): (sealed: Buffer) => string | null {
  const opened = new Map<string, Buffer | null>();
  const keyOf = (head: Buffer): Buffer | null => {
    const id = head.subarray(1, 9).toString('hex');
    const known = keys.sealing.find((key) => key.id === id);
    if (head[0] !== VERSION || !known?.privateKey) return null;
    const publicKey = publicFrom(head.subarray(9));
    const shared = diffieHellman({ privateKey: known.privateKey, publicKey });
    return keyFrom(shared, head, known.publicKey);
  };
  return (sealed) => {
    const head = sealed.subarray(0, HEAD);
    const name = head.toString('base64');
    if (!opened.has(name)) opened.set(name, keyOf(head));
    const key = opened.get(name);
    return key ? decipher(sealed, key, head) : null;
  };
}

function decipher(sealed: Buffer, key: Buffer, head: Buffer): string | null {
  try {
    const nonce = sealed.subarray(HEAD, HEAD + 12);
    const open = createDecipheriv('aes-256-gcm', key, nonce)
      .setAAD(head)
      .setAuthTag(sealed.subarray(HEAD + 12, BODY));
    return open.update(sealed.subarray(BODY), undefined, 'utf8') + open.final('utf8');
  } catch {
    return null;
  }
}

/** The keyed digest by which the hub finds the same number again. */
export function idHash(key: KeyObject, number: string): Buffer {
  return createHmac('sha256', key).update(number).digest();
}

function keyFrom(shared: Buffer, head: Buffer, publicKey: KeyObject): Buffer {
  const salt = Buffer.concat([head, rawOf(publicKey)]);
  return Buffer.from(hkdfSync('sha256', shared, salt, 'suotdoi identity number', 32));
}

function rawOf(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
}

function publicFrom(raw: Buffer): KeyObject {
  const key = { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') };
  return createPublicKey({ key, format: 'jwk' });
}
