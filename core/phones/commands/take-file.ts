import { createPublicKey, verify } from 'node:crypto';
import { audit, type Ctx, parse, Refusal } from '@suotdoi/core/ground';
import { type Device, deviceBy } from '../device.ts';
import { parcel, parcelFile } from '../model.ts';
import { type Told, takeFrom } from './take-parcel.ts';

/**
 * Takes a parcel that somebody carried here as a file. Whoever carries it need not be its author:
 * the phone's own signature says whose it is, and a changed letter is seen.
 * @throws Refusal `unknown` accounts.sign_in_first, phones.not_let_in; `invalid`
 *   phones.file_unreadable, phones.file_forged
 */
export async function takeFile(ctx: Ctx, text: string): Promise<Told[]> {
  if (ctx.actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  const file = parse(parcelFile, json(text));
  const device = await deviceBy(ctx, { id: file.device });
  if (!isSigned(device, file)) throw new Refusal('invalid', 'phones.file_forged');
  const sent = parse(parcel, json(file.body));
  const told = await takeFrom(ctx, device, sent);
  const taken = told.filter(({ ok }) => ok).length;
  await audit(ctx, 'phones.take_file', {
    unit: device.unit,
    subject: device.id,
    detail: { taken, refused: told.length - taken },
  });
  return told;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'phones.file_unreadable');
  }
}

function isSigned(device: Device, file: { body: string; signature: string }): boolean {
  if (!device.publicKey) return false;
  try {
    const key = createPublicKey({
      key: Buffer.from(device.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    // As WebCrypto signs: both halves side by side.
    const sound = { key, dsaEncoding: 'ieee-p1363' as const };
    const { body, signature } = file;
    return verify('sha256', Buffer.from(body), sound, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
