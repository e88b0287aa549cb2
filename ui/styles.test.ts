import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const tokens = read('./tokens.css');
const sheet = tokens + read('./base.css');

type Palette = ReadonlyMap<string, string>;

/** The colours of a block of tokens, by name. */
function palette(css: string): Palette {
  return new Map(
    [...css.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b/g)].map(
      ([, n, v]) => [n, v] as [string, string],
    ),
  );
}

const light = palette(tokens.slice(0, tokens.indexOf('@media')));
const darkBlock = tokens.slice(tokens.indexOf('dark)'), tokens.indexOf('@media print'));
const dark: Palette = new Map([...light, ...palette(darkBlock)]);

/** Contrast of two colours (WCAG 2.2, definition of contrast ratio). */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Text on the surfaces where it stands: seven to one, for old eyes in the sun. */
const texts = [
  ...['ink', 'ink-2', 'action'].flatMap((text) =>
    ['paper', 'surface', 'tint'].map((on) => [text, on]),
  ),
  ...['ok', 'wait', 'bad'].flatMap((state) => [`${state}-bg`, 'surface'].map((on) => [state, on])),
  ...['ok-bg', 'wait-bg', 'bad-bg'].map((on) => ['ink', on]),
  ['on-bar', 'bar'],
  ['on-action', 'action'],
  ['on-c3', 'c3'],
  ['on-c3', 'c4'],
] as [string, string][];

/** Borders of what one fills in, lines and bars of a chart: three to one. */
const drawings = [
  ['edge', 'surface'],
  ['edge', 'paper'],
  ['margin', 'paper'],
  ['action', 'rule'],
  ['c-2nd', 'paper'],
] as [string, string][];

describe.each([
  ['light', light],
  ['dark', dark],
])('on a %s screen', (_name, colours) => {
  const of = (pair: [string, string]) =>
    pair.map((name) => colours.get(name) ?? name) as [string, string];

  test.each(texts)('%s can be read on %s', (...pair) => {
    expect(contrast(...of(pair))).toBeGreaterThanOrEqual(7);
  });

  test.each(drawings)('%s can be told from %s', (...pair) => {
    expect(contrast(...of(pair))).toBeGreaterThanOrEqual(3);
  });
});

test('the stylesheet of every page is small enough for a slow line', () => {
  const plain = sheet
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{}:;,]) ?/g, '$1');
  expect(plain.length).toBeLessThanOrEqual(14 * 1024);
  expect(gzipSync(sheet).length).toBeLessThanOrEqual(8 * 1024);
});

test('colours are written in the tokens only; paper is white whatever the screen', () => {
  const base = read('./base.css').replace(/^\.(qr|paper|skip) .*$/gm, '');
  expect(base.match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
});
