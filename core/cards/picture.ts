import { Refusal } from '@suotdoi/core/ground';
import jsqr from 'jsqr';
import sharp from 'sharp';

/** Cheap phones take pictures of twenty megapixels. */
const MOST_BYTES = 15_000_000;
const MOST_PIXELS = 60_000_000;
/** Sides to try: a whole page shrinks too far, a close card is sharp enough. */
const SIDES = [1000, 1800];

/**
 * The QR code in a photograph, for browsers that may not use the camera. The photograph is not
 * kept. Refuses `invalid` cards.photo_too_large, cards.no_code_seen.
 */
export async function codeInPhoto(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength > MOST_BYTES) throw new Refusal('invalid', 'cards.photo_too_large');
  for (const side of SIDES) {
    const seen = await look(bytes, side);
    if (seen) return seen;
  }
  throw new Refusal('invalid', 'cards.no_code_seen');
}

async function look(bytes: Uint8Array, side: number): Promise<string | null> {
  const photo = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
    .rotate()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw();
  const { data, info } = await photo.toBuffer({ resolveWithObject: true }).catch(() => {
    throw new Refusal('invalid', 'cards.no_code_seen');
  });
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
  // The package is CommonJS whose function TypeScript finds one step deeper than Node does.
  const read = ((jsqr as { default?: unknown }).default ?? jsqr) as typeof jsqr.default;
  return read(pixels, info.width, info.height)?.data ?? null;
}
