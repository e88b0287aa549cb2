import { hash } from 'node:crypto';
import type { Statement } from './statement.ts';

/** What a record store sets itself: two sendings that differ only here are the same statement. */
const OURS = new Set(['id', 'stored', 'authority', 'version']);

/**
 * SHA-256 in hexadecimal over a statement with its keys sorted, as it was received: a `timestamp`
 * that we would add must not be there yet.
 */
export function digestOf(statement: Statement): string {
  let text = '{';
  for (const key of Object.keys(statement).sort()) {
    const value = statement[key as keyof Statement];
    if (value === undefined || OURS.has(key)) continue;
    text += `${JSON.stringify(key)}:${canonical(value)},`;
  }
  return hash('sha256', text, 'hex');
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) text += `${JSON.stringify(key)}:${canonical(inner)},`;
  }
  return `${text}}`;
}
