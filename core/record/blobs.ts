import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '@suotdoi/core/ground';

/** Data that came in and is not kept yet. */
export interface Arrived {
  readonly sha2: string;
  readonly bytes: number;
  /** Keeps it for good, under its hash. */
  keep(): Promise<void>;
  /** Throws it away. */
  drop(): Promise<void>;
  read(): Readable;
}

/** Where attachments are kept, by their SHA-2 hash in lower-case hexadecimal. */
export interface Blobs {
  /**
   * Writes a stream beside what is kept, and compares its hash as it goes.
   * @throws Refusal `invalid` record.hash_mismatch
   */
  receive(source: AsyncIterable<Buffer>, sha2: string): Promise<Arrived>;
  /** The data, or null if there is none. */
  open(sha2: string): Promise<Readable | null>;
}

const algorithms: Readonly<Record<number, string>> = {
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/** Keeps attachments in a folder; a file is there whole or not at all, whatever is switched off. */
export function folderBlobs(folder: string): Blobs {
  const placeOf = (sha2: string) => join(folder, sha2.slice(0, 2), sha2);
  return {
    async receive(source, told) {
      const sha2 = told.toLowerCase();
      const algorithm = algorithms[sha2.length];
      if (algorithm === undefined) throw new Refusal('invalid', 'record.not_sha2');
      const incoming = join(folder, 'incoming');
      await mkdir(incoming, { recursive: true });
      const path = join(incoming, randomUUID());
      const drop = () => rm(path, { force: true });
      try {
        const { digest, bytes } = await writeAll(path, source, algorithm);
        if (digest !== sha2) throw new Refusal('invalid', 'record.hash_mismatch');
        const keep = () => moveInto(path, placeOf(sha2));
        return { sha2, bytes, keep, drop, read: () => createReadStream(path) };
      } catch (error) {
        await drop();
        throw error;
      }
    },
    async open(told) {
      const sha2 = told.toLowerCase();
      if (!/^[0-9a-f]{56,128}$/.test(sha2)) return null;
      const found = await stat(placeOf(sha2)).catch(() => null);
      return found ? createReadStream(placeOf(sha2)) : null;
    },
  };
}

async function writeAll(path: string, source: AsyncIterable<Buffer>, algorithm: string) {
  const hash = createHash(algorithm);
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      await file.write(chunk);
      bytes += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { digest: hash.digest('hex'), bytes };
}

async function moveInto(path: string, place: string): Promise<void> {
  const folder = join(place, '..');
  await mkdir(folder, { recursive: true });
  await rename(path, place);
  // The name too must survive a power cut. Windows keeps names itself and opens no folders.
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
