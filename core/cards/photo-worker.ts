import { parentPort, workerData } from 'node:worker_threads';
import jpeg from 'jpeg-js';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

// Unpacking twenty megapixels takes seconds: a thread of its own, so that nobody else waits.

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Longest sides to try: a whole page shrinks too far, a close card is sharp enough. */
const SIDES = [900, 1800];
const MOST_MEGAPIXELS = 50;

function unpack(bytes: Buffer): Picture {
  if (bytes[0] === 0x89) {
    // The size stands in the header: a bomb is refused before it is unpacked.
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    if (width * height > MOST_MEGAPIXELS * 1e6) throw new Error('too many pixels');
    return PNG.sync.read(bytes);
  }
  return jpeg.decode(bytes, {
    useTArray: true,
    maxResolutionInMP: MOST_MEGAPIXELS,
    maxMemoryUsageInMB: 700,
  });
}

function shrink({ width, height, data }: Picture, side: number): Picture {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / side));
  if (step === 1) return { width, height, data };
  const [w, h] = [Math.floor(width / step), Math.floor(height / step)];
  const small = new Uint8Array(w * h * 4);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const from = (y * step * width + x * step) * 4;
      small.set(data.subarray(from, from + 4), (y * w + x) * 4);
    }
  }
  return { width: w, height: h, data: small };
}

function codeIn(bytes: Buffer): string | null {
  const picture = unpack(bytes);
  // The package is CommonJS, whose function TypeScript finds one step deeper than Node does.
  const read = ((jsqr as { default?: unknown }).default ?? jsqr) as typeof jsqr.default;
  for (const side of SIDES) {
    const { width, height, data } = shrink(picture, side);
    const seen = read(new Uint8ClampedArray(data), width, height);
    if (seen?.data) return seen.data;
  }
  return null;
}

try {
  parentPort?.postMessage(codeIn(Buffer.from(workerData as Uint8Array)));
} catch {
  // No picture, or one that is broken: there is no code in it.
  parentPort?.postMessage(null);
}
