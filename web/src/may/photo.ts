import { ask } from './ask.ts';

/** Long side that is sent: the server reads a code from far less. */
const SIDE = 1200;

/**
 * The QR code in a photograph: read here where the browser can, else at the server, which keeps
 * nothing of it.
 */
export async function readPhoto(file: Blob): Promise<string> {
  const seen = await readHere(file);
  if (seen) return seen;
  const small = await shrink(file).catch(() => file);
  const told = await ask<{ card: string }>('/may/api/anh', { body: small, type: 'image/jpeg' });
  return told.card;
}

/** Null where this browser reads no codes, or sees none. */
export async function readHere(file: Blob): Promise<string | null> {
  if (typeof BarcodeDetector === 'undefined') return null;
  try {
    const picture = await createImageBitmap(file);
    const codes = await new BarcodeDetector({ formats: ['qr_code'] }).detect(picture);
    return codes[0]?.rawValue ?? null;
  } catch {
    return null;
  }
}

async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(picture.width * scale, picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
}
