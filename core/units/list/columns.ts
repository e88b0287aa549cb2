import { foldText, type SheetRow } from '@suotdoi/core/ground';

const columns = [
  'code',
  'name',
  'full_name',
  'name_en',
  'level',
  'parent_code',
  'parent_name',
  'unit_type',
] as const;
export type Column = (typeof columns)[number];

/** Other headings that stand for a column: as told by the operator, e.g. {code: 'Mã số'}. */
export type Headings = Partial<Record<Column, string>>;

/** Headings known without being told, as the statistics office's own export has them; folded. */
const known: Readonly<Record<Column, readonly string[]>> = {
  code: ['code', 'ma', 'ma so', 'ma don vi', 'ma dvhc', 'ma xa', 'ma phuong xa'],
  name: ['name', 'ten', 'ten don vi', 'ten dvhc', 'ten xa', 'ten phuong xa'],
  full_name: ['full name', 'ten day du'],
  name_en: ['name en', 'ten tieng anh', 'english name'],
  level: ['level'],
  parent_code: ['parent code', 'ma tp', 'ma tinh', 'ma tinh tp', 'ma tinh thanh pho'],
  parent_name: ['parent name', 'tinh thanh pho', 'tinh tp', 'ten tinh', 'tinh'],
  unit_type: ['unit type', 'cap', 'loai', 'loai don vi', 'loai hinh'],
};

/** Titles that may stand above the headings. */
const FIRST_ROWS = 6;

/** Where the columns of a list are, and the rows below its headings. */
export interface FoundColumns {
  readonly at: ReadonlyMap<Column, number>;
  readonly rows: readonly SheetRow[];
}

/**
 * Finds the headings in the first rows, marks and case ignored. Where a needed column is missing,
 * its name as it was told, or as it is ours.
 */
export function findColumns(sheet: readonly SheetRow[], told: Headings): FoundColumns | string {
  const heads = sheet.slice(0, FIRST_ROWS).map((row) => columnsIn(row, told));
  const head = heads.findIndex((at) => at.has('code') && at.has('name'));
  if (head >= 0) return { at: heads[head] ?? new Map(), rows: sheet.slice(head + 1) };
  const best = heads.reduce((a, b) => (b.size > a.size ? b : a), new Map<Column, number>());
  const missing = best.has('code') ? 'name' : 'code';
  return told[missing] ?? missing;
}

function columnsIn({ cells }: SheetRow, told: Headings): Map<Column, number> {
  const folded = cells.map((cell) => foldText(cell));
  const found = new Map<Column, number>();
  for (const column of columns) {
    const wanted = told[column];
    const names = wanted === undefined ? known[column] : [foldText(wanted)];
    const at = names.map((name) => folded.indexOf(name)).find((i) => i >= 0);
    if (at !== undefined) found.set(column, at);
  }
  return found;
}
