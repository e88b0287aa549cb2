import { hash } from 'node:crypto';
import type { Statement } from './statement.ts';

/** What a record store sets itself: two sendings that differ only here are the same statement. */
const OURS = ['authority', 'stored', 'version'];

/**
 * The digest by which two sendings are the same: SHA-256, in hexadecimal, of the statement's JSON
 * with its keys sorted at every level, without what a record store sets itself. A `timestamp` that
 * we would add must not be there yet.
 */
export function digestOf(statement: Statement): string {
  const { authority: _authority, stored: _stored, version: _version, ...told } = statement;
  return hash('sha256', canonical(told), 'hex');
}

/** Whether a statement's JSON, as it stands, is what `digestOf` takes the digest of. */
export function isCanonical(statement: Statement): boolean {
  return !OURS.some((key) => key in statement) && sorted(statement);
}

function sorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(sorted);
  const record = value as Record<string, unknown>;
  let last = '';
  for (const key in record) {
    if (key < last || !sorted(record[key])) return false;
    last = key;
  }
  return true;
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const record = value as Record<string, unknown>;
  const parts = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`);
  return `{${parts.join(',')}}`;
}
