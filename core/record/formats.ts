import { z } from 'zod';

/**
 * The text formats of xAPI 2.0. Every expression reads a text once, without going back, so that a
 * hostile text costs no more than its length.
 */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MBOX = /^mailto:[^\s@<>"]+@[^\s@<>"]+$/i;
const SHA1 = /^[0-9a-f]{40}$/i;
const SHA2 = /^(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
const LANGUAGE = /^(?:[a-z]{2,8}(?:-[a-z0-9]{1,8})*|[ix](?:-[a-z0-9]{1,8})+)$/i;
const MIME = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"]*"))*$/;
const N = '\\d+(?:\\.\\d+)?';
const DURATION = new RegExp(
  `^P(?:${N}W|(?=[\\dT])(?:${N}Y)?(?:${N}M)?(?:${N}D)?(?:T(?=\\d)(?:${N}H)?(?:${N}M)?(?:${N}S)?)?)$`,
);
// RFC 3339 (a space in place of T too) with the shorter ISO 8601 zones; an unknown zone (-00:00) says nothing about the time.
const TIMESTAMP =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;
const UNKNOWN_ZONE = /-00(?::?00)?$/;
const YEAR_ONE = Date.parse('0001-01-01T00:00:00Z');
const YEAR_LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * A moment written with its zone, as `Date` writes it (in UTC, to the millisecond), or null if the
 * text is none (xAPI 2.0, 4.2.7). Such texts sort as the moments do.
 */
export function momentFrom(text: string): string | null {
  if (text.length === 24 && isOurs(text)) return text;
  if (!TIMESTAMP.test(text) || UNKNOWN_ZONE.test(text)) return null;
  const full = text
    .toUpperCase()
    .replace(' ', 'T')
    .replace(/([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`);
  const at = Date.parse(full);
  if (Number.isNaN(at) || at < YEAR_ONE || at > YEAR_LAST) return null;
  // 30 February would quietly become 2 March.
  const day = `${text.slice(0, 10)}T00:00:00.000Z`;
  return new Date(day).toISOString() === day ? new Date(at).toISOString() : null;
}

/** Whether `Date` would write it so already: most are ours. */
function isOurs(text: string): boolean {
  const at = Date.parse(text);
  return at >= YEAR_ONE && at <= YEAR_LAST && new Date(at).toISOString() === text;
}

export const isUuid = (text: string): boolean => UUID.test(text);

export const iri = z.string().regex(IRI, 'record.not_iri');
export const uuid = z.string().regex(UUID, 'record.not_uuid');
export const mbox = z.string().regex(MBOX, 'record.not_mbox');
export const sha1 = z.string().regex(SHA1, 'record.not_sha1');
export const sha2 = z.string().regex(SHA2, 'record.not_sha2');
export const language = z.string().regex(LANGUAGE, 'record.not_language');
export const mime = z.string().regex(MIME, 'record.not_mime');
export const duration = z.string().regex(DURATION, 'record.not_duration');
export const timestamp = z
  .string()
  .refine((text) => momentFrom(text) !== null, 'record.not_timestamp');
export const version = z.string().regex(/^(?:1|2)\.0(?:\.\d+)?$/, 'record.not_version');
export const languageMap = z.record(language, z.string());
/** Any JSON, null too, under keys that are IRIs. */
export const extensionMap = z.record(iri, z.unknown());
