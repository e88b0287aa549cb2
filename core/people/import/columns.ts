import { foldText, type SheetRow } from '@suotdoi/core/ground';
import { idNumberIn } from '../identity/number.ts';
import type { ImportField, ImportMapping } from '../model.ts';

/** Headings as they stand in real lists, folded: no marks, no case. */
const aliases: Readonly<Record<ImportField | 'phone', readonly string[]>> = {
  name: ['ho va ten', 'ho ten', 'ten', 'ho va ten khai sinh', 'ho ten thanh vien', 'full name'],
  surname: ['ho dem', 'ho va ten dem', 'ho ten dem', 'ho va chu dem', 'ho chu dem'],
  birth: ['nam sinh', 'ngay sinh', 'sinh nam', 'sinh ngay', 'ngay thang nam sinh', 'birth year'],
  sex: ['gioi tinh', 'gioi', 'nam nu', 'phai', 'sex'],
  male: ['nam'],
  female: ['nu'],
  village: [
    ...['xom', 'thon', 'khoi', 'ban', 'ap', 'khoi xom', 'thon xom', 'xom khoi', 'thon ban'],
    ...['to dan pho', 'khu dan cu', 'dia chi', 'noi o', 'cho o', 'noi thuong tru', 'thuong tru'],
  ],
  household: [
    ...['so ho', 'ho so', 'ma ho', 'stt ho', 'so thu tu ho', 'so ho khau', 'ho khau'],
    ...['ma so ho', 'ma ho gia dinh', 'ho gia dinh', 'household'],
  ],
  head: ['chu ho', 'ten chu ho', 'ho ten chu ho', 'ho va ten chu ho'],
  relation: ['quan he', 'quan he voi chu ho', 'qh voi chu ho', 'quan he chu ho'],
  ethnicity: ['dan toc', 'thanh phan dan toc', 'ethnicity'],
  disability: ['khuyet tat', 'nguoi khuyet tat', 'tinh trang khuyet tat', 'dang khuyet tat'],
  identity: [
    ...['can cuoc', 'so can cuoc', 'can cuoc cong dan', 'so can cuoc cong dan', 'cccd', 'so cccd'],
    ...['cmnd', 'so cmnd', 'cmnd cccd', 'so cmnd cccd', 'ma dinh danh', 'so dinh danh'],
    ...['so dinh danh ca nhan', 'so giay to'],
  ],
  phone: ['so dien thoai', 'dien thoai', 'sdt', 'so dt', 'di dong', 'so di dong', 'phone'],
};

const fieldOf = new Map(
  Object.entries(aliases).flatMap(([field, names]) =>
    names.map((name) => [name, field as ImportField | 'phone'] as const),
  ),
);
/** "Năm sinh dương lịch", "Quan hệ với người đứng tên": the longest heading of two words or more. */
const beginnings = [...fieldOf.keys()]
  .filter((name) => name.includes(' '))
  .sort((a, b) => b.length - a.length);

/** What a heading stands for; what is said in brackets is left aside. */
export function fieldOfHeading(heading: string): ImportField | 'phone' | null {
  const bare = heading.replace(/\([^)]*\)/g, ' ');
  const folded = foldText(bare);
  // "hộ" and "họ" fold alike
  if (folded === 'ho') return /[ọ]/i.test(bare.normalize('NFC')) ? 'surname' : 'household';
  const begun = beginnings.find((name) => folded.startsWith(`${name} `));
  return fieldOf.get(folded) ?? (begun ? (fieldOf.get(begun) ?? null) : null);
}

export interface ListHead {
  /** How many rows come before the first person, the heading's own among them. */
  readonly rows: number;
  readonly headings: readonly string[];
  readonly mapping: ImportMapping;
}

const LOOKED_AT = 10;

/**
 * Finds the heading among the first ten rows: titles may stand above it, and it may take two rows
 * ("Năm sinh" over "Nam" and "Nữ"). `rows` is 0 where no row names people.
 */
export function findHead(rows: readonly SheetRow[]): ListHead {
  const top = rows.slice(0, LOOKED_AT).map(({ cells }) => cells);
  const named = top.map((cells) => new Set(cells.map(fieldOfHeading).filter((f) => f !== null)));
  const score = (i: number) => (named[i]?.has('name') ? named[i].size : 0);
  const best = top.reduce((at, _, i) => (score(i) > score(at) ? i : at), 0);
  const head = top[best];
  if (!head || score(best) < 2) {
    const width = Math.max(0, ...top.map((cells) => cells.length));
    return { rows: 0, headings: Array.from({ length: width }, () => ''), mapping: {} };
  }
  const below = secondRow(head, top[best + 1]);
  const above = top[best - 1]?.map((cell) => (fieldOfHeading(cell) ? cell : '')) ?? [];
  const width = Math.max(head.length, below?.length ?? 0, above.length);
  const headings = Array.from({ length: width }, (_, i) => below?.[i] || head[i] || above[i] || '');
  return { rows: best + (below ? 2 : 1), headings, mapping: mappingOf(headings) };
}

/** The next row, if it goes on with the heading: it names things, and nobody. */
function secondRow(
  head: readonly string[],
  next: readonly string[] | undefined,
): readonly string[] | null {
  if (!next?.some((cell) => fieldOfHeading(cell))) return null;
  const names = head.findIndex((cell) => fieldOfHeading(cell) === 'name');
  const under = next[names] ?? '';
  return under === '' || fieldOfHeading(under) ? next : null;
}

function mappingOf(headings: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {};
  headings.forEach((heading, column) => {
    const field = fieldOfHeading(heading);
    if (field && field !== 'phone') mapping[field] ??= column;
  });
  return mapping;
}

/** Rows as they may be kept, and the numbers that were taken out of them, by "line:column". */
export interface WithoutSecrets {
  readonly rows: readonly SheetRow[];
  readonly sealed: Readonly<Record<string, string>>;
}

/**
 * The rows without what must not be kept: telephone numbers go, and of identity numbers only the
 * last three digits stay, also where they stand in a column that nobody asked for. `seal` gives
 * the number as it may be kept beside them; without it, it is gone.
 */
export function withoutSecrets(
  rows: readonly SheetRow[],
  head: ListHead,
  seal: ((number: string) => Buffer) | null,
): WithoutSecrets {
  const fields = head.headings.map(fieldOfHeading);
  const sealed: Record<string, string> = {};
  const kept = rows.map((row, i) => {
    if (i < head.rows) return row;
    const cells = row.cells.map((cell, column) => {
      const { text, number } = keptOf(cell, fields[column] ?? null);
      if (number && seal) sealed[`${row.line}:${column}`] = seal(number).toString('base64');
      return text;
    });
    return { ...row, cells };
  });
  return { rows: kept, sealed };
}

interface Kept {
  readonly text: string;
  /** An identity number that stood in the cell. */
  readonly number?: string | null;
}

function keptOf(cell: string, field: ImportField | 'phone' | null): Kept {
  if (field === 'phone') return { text: '' };
  const said = idNumberIn(cell);
  if (field === 'identity') {
    if ('digits' in said) return { text: `(${said.digits})` };
    return { text: said.number?.slice(-3) ?? '', number: said.number };
  }
  if (field !== null) return { text: cell };
  const text = cell.replace(/\d[\d .-]{7,}\d/g, (run) => {
    const all = run.replace(/\D/g, '');
    return all.length >= 9 ? all.slice(-3) : run;
  });
  return text !== cell && 'number' in said ? { text, number: said.number } : { text };
}

/** A column's name as spreadsheets show it: A, B, … Z, AA. */
export function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}
