import { foldText, tidyName } from '@suotdoi/core/ground';

/** What a cell says, or the message key of what is wrong with it. Null: it says nothing. */
export type Said<T> = { readonly value: T | null } | { readonly fault: string };

/**
 * The year of a birth as people write it: 1958, 12/03/1958, 3-1958, 1958-03-12, "SN 1958".
 * Only the year is kept. Two digits could be of two centuries.
 */
export function birthYearIn(cell: string): Said<number> {
  if (cell === '') return { fault: 'people.import_birth_missing' };
  const text = cell.replace(/^[^\d]+/, '').replace(/\.0+$/, '');
  if (/^(\d{1,2}[/.-]){0,2}\d{1,2}$/.test(text)) return { fault: 'people.birth_year_four_digits' };
  const found =
    /^(?:\d{1,2}\s*[/.-]\s*){0,2}(\d{4})$/.exec(text) ??
    /^(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?$/.exec(text);
  return found ? { value: Number(found[1]) } : { fault: 'people.import_birth_unclear' };
}

const sexes: Readonly<Record<string, 'female' | 'male'>> = {
  ...{ nu: 'female', gai: 'female', ba: 'female', f: 'female', female: 'female' },
  ...{ nam: 'male', trai: 'male', ong: 'male', m: 'male', male: 'male' },
};

export function sexIn(cell: string): Said<'female' | 'male'> {
  if (cell === '' || cell === '-') return { value: null };
  const value = sexes[foldText(cell)];
  return value ? { value } : { fault: 'people.import_sex_unclear' };
}

/** A tick in a column: anything but "không", 0 and a dash. */
export function isTicked(cell: string): boolean {
  return cell !== '' && !/^[-–0]+$/.test(cell) && !/^(k|ko|khong( .*)?)$/.test(foldText(cell));
}

/** An empty cell says nothing; a kind of disability says yes. */
export function disabilityIn(cell: string): boolean | null {
  return cell === '' ? null : isTicked(cell);
}

/** "NGUYỄN THỊ HOA" becomes "Nguyễn Thị Hoa"; a name with digits in it is no name. */
export function nameIn(cell: string): Said<string> {
  const name = tidyName(cell);
  if (name.length < 2) return { fault: 'people.name_missing' };
  if (name.length > 80) return { fault: 'people.name_too_long' };
  if (/\d/.test(name)) return { fault: 'people.import_name_digits' };
  const shouted = name === name.toLocaleUpperCase('vi');
  return { value: shouted ? capitalised(name) : name };
}

function capitalised(name: string): string {
  return name
    .toLocaleLowerCase('vi')
    .split(' ')
    .map((word) => word.slice(0, 1).toLocaleUpperCase('vi') + word.slice(1))
    .join(' ');
}

export interface KnownVillage {
  readonly code: string;
  readonly name: string;
}

/** "Xóm 3", "xóm 03", "3", "Xóm 3, phường Thành Vinh": the village of the longest name that fits. */
export function villageIn(cell: string, villages: readonly KnownVillage[]): string | null {
  const said = bareName(cell);
  const fitting = villages
    .map(({ code, name }) => ({ code, name: bareName(name) }))
    .filter(({ name }) => said === name || said.startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length);
  if (fitting[0]) return fitting[0].code;
  const short = villages.filter(
    ({ name }) => bareName(name).split(' ').slice(1).join(' ') === said,
  );
  return short.length === 1 ? (short[0]?.code ?? null) : null;
}

function bareName(name: string): string {
  return foldText(name).replace(/\b0+(?=\d)/g, '');
}

/** A row that adds up, not a person: "Tổng cộng", "Cộng: 25", but not somebody named Tống. */
export function isTotal(cell: string): boolean {
  return /^(tong cong|tong so|(tong|cong)( \d+( .*)?)?$)/.test(foldText(cell));
}

/** The row of column numbers under a heading: (1) (2) (3), or A B 1 2. */
export function isNumbering(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length > 1 && filled.every((cell) => /^\(?(\d{1,2}|[A-Z])\)?$/.test(cell));
}
