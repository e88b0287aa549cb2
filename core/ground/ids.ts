import { createHash } from 'node:crypto';
import { v5, v7 } from 'uuid';

/** A new identifier, in order of time, the same everywhere it travels (RFC 9562 version 7). */
export function newId(): string {
  return v7();
}

/** The same identifier for the same name, for things that must not be made twice (RFC 9562 version 5). */
export function idOf(namespace: string, name: string): string {
  return v5(name, namespace);
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
