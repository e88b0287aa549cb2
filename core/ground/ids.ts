import { createHash, randomFillSync } from 'node:crypto';
import { v5, v7 } from 'uuid';

/** Random bytes are drawn for 256 identifiers at a time: one by one they cost a third of an act. */
const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** A new identifier, in order of time, the same everywhere it travels (RFC 9562 version 7). */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return v7({ random: pool.subarray(used - 16, used) });
}

/** The same identifier for the same name, for things that must not be made twice (RFC 9562 version 5). */
export function idOf(namespace: string, name: string): string {
  return v5(name, namespace);
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
