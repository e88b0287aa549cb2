import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from './ids.ts';

/** This node's signature (Ed25519). The private part never leaves this object. */
export interface NodeKey {
  /** DER (SPKI) in base64. */
  readonly publicKey: string;
  /** Signature of a text's UTF-8 bytes, in base64. */
  sign(text: string): string;
}

/** Whether the holder of `publicKey` signed exactly this text; false for anything malformed too. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** What people compare: the first 16 hexadecimal digits of the key's SHA-256, in fours. */
export function fingerprint(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  return (digest.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}

/**
 * The key kept in `<folder>/node-key.pem` (mode 600), made at the first call. It lies outside the
 * database, so that whoever can write there still cannot sign.
 */
export async function openNodeKey(folder: string): Promise<NodeKey> {
  const file = join(folder, 'node-key.pem');
  return keyOf(createPrivateKey((await kept(file)) ?? (await made(folder, file))));
}

/** A key of this moment alone, for tests. */
export function newNodeKey(): NodeKey {
  return keyOf(generateKeyPairSync('ed25519').privateKey);
}

function keyOf(secret: KeyObject): NodeKey {
  const open = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return {
    publicKey: open.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64'),
  };
}

async function kept(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Written whole under another name, then linked: two programs that start at once get one key. */
async function made(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = generateKeyPairSync('ed25519').privateKey;
  const pem = secret.export({ format: 'pem', type: 'pkcs8' }).toString();
  const draft = join(folder, `node-key.${newId()}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
    return pem;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return (await kept(file)) ?? pem;
    // A disk that knows no links (a USB stick): the folder's lock lets only one program here.
    await rename(draft, file);
    return pem;
  } finally {
    await rm(draft, { force: true });
  }
}
