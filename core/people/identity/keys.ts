import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { Refusal } from '@suotdoi/core/ground';
import { z } from 'zod';

interface SealingKey {
  /** 16 hex digits; stands in every number sealed with the key. */
  readonly id: string;
  readonly publicKey: KeyObject;
  /** Only at the hub. */
  readonly privateKey: KeyObject | null;
}

/** The keys of identity numbers that this program was given. */
export interface IdKeys {
  /** The first one seals; older ones only open. */
  readonly sealing: readonly [SealingKey, ...SealingKey[]];
  /** For finding duplicates; only at the hub. */
  readonly hash: KeyObject | null;
}

const base64 = z.string().regex(/^[\w-]{43}$/);
const keyFile = z.object({
  sealing: z
    .array(
      z.object({
        id: z.string().regex(/^[0-9a-f]{16}$/),
        public: base64,
        private: base64.optional(),
      }),
    )
    .min(1),
  hash: base64.optional(),
});

/** X25519 keys travel as in RFC 8037: x is the public part, d the private one. */
const curve = { kty: 'OKP', crv: 'X25519' } as const;

/** Reads a file of keys, as `newIdKeys` wrote it. @throws Refusal `invalid` people.id_keys_wrong */
export function readIdKeys(text: string): IdKeys {
  try {
    const { sealing, hash } = keyFile.parse(JSON.parse(text));
    const keys = sealing.map(({ id, public: x, private: d }) => ({
      id,
      publicKey: createPublicKey({ key: { ...curve, x }, format: 'jwk' }),
      privateKey: d ? createPrivateKey({ key: { ...curve, x, d }, format: 'jwk' }) : null,
    }));
    return {
      sealing: keys as unknown as IdKeys['sealing'],
      hash: hash ? createSecretKey(Buffer.from(hash, 'base64url')) : null,
    };
  } catch {
    throw new Refusal('invalid', 'people.id_keys_wrong');
  }
}

/** A new pair of files: `hub` opens and finds duplicates, `centre` can only seal. */
export function newIdKeys(): { hub: string; centre: string } {
  const { d, x } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  const id = randomBytes(8).toString('hex');
  const text = (keys: z.input<typeof keyFile>) => `${JSON.stringify(keys, null, 2)}\n`;
  return {
    hub: text({
      sealing: [{ id, public: x ?? '', private: d ?? '' }],
      hash: randomBytes(32).toString('base64url'),
    }),
    centre: text({ sealing: [{ id, public: x ?? '' }] }),
  };
}

let held: IdKeys | null = null;

/** Gives the program its keys; null: of numbers only the last three digits are kept. */
export function holdIdKeys(keys: IdKeys | null): void {
  held = keys;
}

export function heldIdKeys(): IdKeys | null {
  return held;
}

/** Whether identity numbers are kept sealed here, or nothing but their last three digits. */
export function sealsIdNumbers(): boolean {
  return held !== null;
}
