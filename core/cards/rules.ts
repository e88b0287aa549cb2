/** How many wrong tries a person's pictures allow within the wait. */
export const PICTURE_TRIES = 5;

const PREFIX = 'SD1.';
/** Sixteen bytes of the card's id, sixty-four of an Ed25519 signature. */
const BYTES = 80;

/** A card as its QR code says it, or as somebody typed its number. */
export type ReadCard =
  | { readonly kind: 'code'; readonly id: string; readonly signature: Uint8Array }
  | { readonly kind: 'number'; readonly number: string };

/** The text of a card's QR code: its id and the signature, no name and no number of a document. */
export function codeText(id: string, signature: Uint8Array): string {
  const bytes = [...idBytes(id), ...signature];
  const base64 = btoa(String.fromCharCode(...bytes));
  return PREFIX + base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Reads what a camera saw or a hand typed. Null: neither a code of ours nor a number that can be. */
export function readCard(text: string): ReadCard | null {
  const plain = text.trim();
  if (!plain.startsWith(PREFIX)) {
    const number = plain.replace(/[\s.-]/g, '');
    return isNumber(number) ? { kind: 'number', number } : null;
  }
  const base64 = plain.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]{107}$/.test(base64)) return null;
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  if (bytes.length !== BYTES) return null;
  return { kind: 'code', id: idText(bytes.subarray(0, 16)), signature: bytes.slice(16) };
}

/** What a card's signature is made over: it says what kind of thing is signed, too. */
export function signedText(id: string): string {
  return `suotdoi:card:${id}`;
}

/** Eight digits with the ninth that catches one wrong digit or two that changed places (Luhn). */
export function withCheckDigit(eight: string): string {
  return eight + String((10 - (luhn(`${eight}0`) % 10)) % 10);
}

/** "482915736" as it is printed and read out: "482 915 736". */
export function printedNumber(number: string): string {
  return number.replace(/(\d{3})(?=\d)/g, '$1 ');
}

function isNumber(text: string): boolean {
  return /^\d{9}$/.test(text) && luhn(text) % 10 === 0;
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, place) => {
    const n = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return sum + (n > 9 ? n - 9 : n);
  }, 0);
}

function idBytes(id: string): number[] {
  return (id.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function idText(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
