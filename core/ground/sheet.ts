import { Refusal } from './refusal.ts';

/** One row of a table as people filled it in: its line in the file and its cells as text, NFC. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const MOST_BYTES = 20_000_000;
const MOST_ROWS = 200_000;

/**
 * Reads a table that people made: CSV (comma, semicolon or tab; UTF-8 or UTF-16) or XLSX (first
 * sheet; formulas give their result, dates become YYYY-MM-DD, of merged cells the first holds it).
 * Empty rows are left out. Refuses `invalid` ground.sheet_too_large, ground.sheet_unreadable,
 * ground.sheet_not_unicode.
 */
export async function readSheet(bytes: Uint8Array): Promise<SheetRow[]> {
  if (bytes.byteLength > MOST_BYTES) throw new Refusal('invalid', 'ground.sheet_too_large');
  // What Excel wrote until 2007, pictures and PDFs: no table of ours.
  if (isBinary(bytes)) throw unreadable(null);
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = zipped ? await readXlsx(bytes) : await readCsv(bytes);
  if (rows.length > MOST_ROWS) throw new Refusal('invalid', 'ground.sheet_too_large');
  return rows.filter((row) => row.cells.some((cell) => cell !== ''));
}

function isBinary(bytes: Uint8Array): boolean {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return ['d0cf11e0', '89504e47', '25504446'].includes(magic) || magic.startsWith('ffd8ff');
}

async function readCsv(bytes: Uint8Array): Promise<SheetRow[]> {
  const { parse } = await import('csv-parse/sync');
  const text = decode(bytes);
  const head = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const delimiter = [';', '\t'].find((d) => head.split(d).length > head.split(',').length) ?? ',';
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record.map(tidy) }));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('invalid', 'ground.sheet_not_unicode');
  }
}

async function readXlsx(bytes: Uint8Array): Promise<SheetRow[]> {
  const { default: read } = await import('read-excel-file/node');
  try {
    const [first] = await read(Buffer.from(bytes));
    const rows = first?.data ?? [];
    return rows.map((row, i) => ({ line: i + 1, cells: row.map((cell) => tidy(textOf(cell))) }));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function unreadable(cause: unknown): Refusal {
  const refusal = new Refusal('invalid', 'ground.sheet_unreadable');
  refusal.cause = cause;
  return refusal;
}
