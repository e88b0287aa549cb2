import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Ctx } from '@suotdoi/core/ground';
import { codeText, type ReadCard, signedBytes } from './rules.ts';

interface NodeKey {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** This node's signing keys, the newest first; the first one is made when it is first needed. */
export async function nodeKeys(ctx: Ctx): Promise<readonly [NodeKey, ...NodeKey[]]> {
  const kept = await readKeys(ctx);
  if (kept[0]) return [kept[0], ...kept.slice(1)];
  const made = generateKeyPairSync('ed25519');
  const text = (key: KeyObject, type: 'spki' | 'pkcs8') =>
    key.export({ format: 'der', type }).toString('base64');
  await ctx.db
    .insertInto('cards.signing_key')
    .values({
      // One key at the start, whichever process comes first.
      id: '00000000-0000-7000-8000-000000000000',
      public_key: text(made.publicKey, 'spki'),
      private_key: text(made.privateKey, 'pkcs8'),
      made: ctx.now,
    })
    .onConflict((c) => c.column('id').doNothing())
    .execute();
  const [first, ...others] = await readKeys(ctx);
  if (!first) throw new Error('the signing key was not kept');
  return [first, ...others];
}

async function readKeys(ctx: Ctx): Promise<NodeKey[]> {
  const rows = await ctx.db
    .selectFrom('cards.signing_key')
    .select(['public_key', 'private_key'])
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    publicKey: createPublicKey({ key: der(row.public_key), format: 'der', type: 'spki' }),
    privateKey: createPrivateKey({ key: der(row.private_key), format: 'der', type: 'pkcs8' }),
  }));
}

const der = (base64: string) => Buffer.from(base64, 'base64');

/** The text of a card's QR code. */
export function signCard([key]: readonly [NodeKey, ...NodeKey[]], id: string): string {
  return codeText(id, sign(null, signedBytes(id), key.privateKey));
}

/** Whether one of our keys signed this code. */
export function isOurs(
  keys: readonly NodeKey[],
  { id, signature }: Extract<ReadCard, { kind: 'code' }>,
): boolean {
  const bytes = signedBytes(id);
  return keys.some((key) => verify(null, bytes, key.publicKey, signature));
}
