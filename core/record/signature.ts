import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '@suotdoi/core/ground';
import { compactVerify, decodeProtectedHeader, importX509 } from 'jose';
import type { ToldStatement } from './statement.ts';

/** The use of an attachment that signs its statement (xAPI 2.0, 4.2.5.3). */
export const SIGNATURE = 'http://adlnet.gov/expapi/attachments/signature';
/** Bytes of a signature: a statement and its certificates. */
export const MOST_SIGNATURE = 5_000_000;

const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/**
 * Compares a statement with its signature, a JWS over the statement; with certificates in its head,
 * the signature itself is verified with the first.
 * @throws Refusal `invalid` record.bad_signature
 */
export async function checkSignature(statement: ToldStatement, jws: string): Promise<void> {
  const signed = await payloadOf(jws).catch(() => null);
  if (signed === null || !isDeepStrictEqual(bare(signed, signed), bare(statement, signed))) {
    throw new Refusal('invalid', 'record.bad_signature');
  }
}

async function payloadOf(jws: string): Promise<Record<string, unknown> | null> {
  const { alg = '', x5c } = decodeProtectedHeader(jws);
  if (!ALGORITHMS.includes(alg)) return null;
  const [, payload = ''] = jws.split('.');
  let bytes: Uint8Array = Buffer.from(payload, 'base64url');
  if (x5c?.[0] !== undefined) {
    const lines = x5c[0].replace(/\s/g, '').replace(/(.{64})/g, '$1\n');
    const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----`;
    bytes = (await compactVerify(jws, await importX509(pem, alg))).payload;
  }
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : null;
}

/** Set by a record store, or by the sender after signing. */
const LATER = ['id', 'timestamp', 'version'];
const OURS = new Set(['stored', 'authority']);

/** A statement as far as it can have been signed, in JSON's own terms. */
function bare(statement: object, signed: Readonly<Record<string, unknown>>): unknown {
  const { attachments, ...told } = statement as { attachments?: { usageType?: string }[] };
  const kept = Object.entries(told).filter(
    ([key]) => !OURS.has(key) && !(LATER.includes(key) && !(key in signed)),
  );
  const others = Array.isArray(attachments)
    ? attachments.filter(({ usageType }) => usageType !== SIGNATURE)
    : [];
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(kept), attachments: others }));
}
