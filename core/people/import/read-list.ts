import { type Fault, foldText, type SheetRow } from '@suotdoi/core/ground';
import { oldNameIn } from '@suotdoi/core/units';
import type { ImportField, ImportMapping } from '../model.ts';
import { birthYearIsPossible } from '../rules.ts';
import {
  birthYearIn,
  disabilityIn,
  isNumbering,
  isTicked,
  isTotal,
  type KnownVillage,
  nameIn,
  type Said,
  sexIn,
  villageIn,
} from './cells.ts';
import { fieldOfHeading, letterOf } from './columns.ts';
import { householdOf, isHead, isTick, withHouseholds } from './households.ts';
import type { ListedPerson, ListRow, Texts } from './listed.ts';

export interface ReadList {
  readonly rows: readonly ListRow[];
  /** Lines that are no persons: totals, numbers of columns, headings of parts, signatures. */
  readonly leftOut: readonly number[];
}

export interface ListAsked {
  readonly mapping: ImportMapping;
  /** Where somebody lives whose row names no village; null: each row must name one. */
  readonly village: string | null;
  readonly villages: readonly KnownVillage[];
  readonly thisYear: number;
}

/** What goes on from one row to the next: merged cells hold for the rows below them. */
interface Above {
  village: string;
  household: string;
  head: string;
  /** A household that began with its head's row. */
  begun: string | null;
  totalSeen: boolean;
}

/** Reads the rows under a heading as people. Each fault's path is "line:column" ("12:C"). */
export function readList(rows: readonly SheetRow[], asked: ListAsked): ReadList {
  const above: Above = { village: '', household: '', head: '', begun: null, totalSeen: false };
  const read: ListRow[] = [];
  const leftOut: number[] = [];
  for (const row of rows) {
    if (isNobody(row, asked, above)) leftOut.push(row.line);
    else read.push(readRow(row, asked, above));
  }
  return { rows: withHouseholds(read, asked.mapping), leftOut };
}

function isNobody({ cells }: SheetRow, { mapping, villages }: ListAsked, above: Above): boolean {
  const cell = (field: ImportField) => cells[mapping[field] ?? -1] ?? '';
  const filled = cells.filter((c) => c !== '');
  const born = ['birth', 'male', 'female'] as const;
  const years = born.some((field) => 'value' in birthYearIn(cell(field)));
  // The rows that our template shows how to fill in.
  if (foldText(cell('name')).endsWith(' vi du')) return true;
  if (years && cell('name') !== '') return false;
  if (filled.some(isTotal)) {
    above.totalSeen = true;
    return true;
  }
  if (isNumbering(cells) || fieldOfHeading(cell('name')) !== null) return true;
  const [only] = filled;
  if (filled.length === 1 && only !== undefined && villageIn(partOf(only), villages)) {
    above.village = partOf(only);
    above.begun = null;
    return true;
  }
  const empty = cell('name') === '' && born.every((field) => cell(field) === '');
  return empty || (above.totalSeen && filled.length <= 2);
}

/** "II. Xóm 3" as the heading of a part. */
function partOf(cell: string): string {
  return cell.replace(/^([IVX]+|\d+)[.)]\s*/, '');
}

function readRow({ line, cells }: SheetRow, asked: ListAsked, above: Above): ListRow {
  const { mapping } = asked;
  const text: Texts = {};
  for (const [field, column] of Object.entries(mapping) as [ImportField, number][])
    text[field] = cells[column] ?? '';
  repeat(text, mapping, above);
  const faults: (Fault & { field: ImportField })[] = [];
  const fault = (field: ImportField, code: string, values: Record<string, string> = {}) => {
    const path = `${line}:${letterOf(mapping[field] ?? mapping.name ?? 0)}`;
    faults.push({ field, path, code, values });
    return null;
  };
  const take = <T>(field: ImportField, said: Said<T>): T | null =>
    'fault' in said ? fault(field, said.fault) : said.value;
  const name = take('name', nameIn(`${text.surname ?? ''} ${text.name ?? ''}`.trim()));
  const born = bornIn(text);
  const birthYear = take(born.field, birthYearIn(born.cell));
  if (birthYear !== null && !birthYearIsPossible(birthYear, asked.thisYear))
    fault(born.field, 'people.birth_year_impossible');
  const sex = text.male && text.female ? { fault: 'people.import_sex_unclear' } : sexOf(text);
  const known = take(text.male || text.female ? 'male' : 'sex', sex);
  const place = text.village ? villageIn(text.village, asked.villages) : asked.village;
  if (!place && text.village) {
    const isOld = oldNameIn(text.village.split(',')[0] ?? '') !== null;
    const code = isOld ? 'people.import_village_old' : 'people.import_village_unknown';
    fault('village', code, { name: text.village });
  }
  if (!place && !text.village) fault('village', 'people.village_missing');
  if (text.identity && !/^\d{3}$/.test(text.identity)) fault('identity', 'people.id_number_wrong');
  if (!name || !birthYear || !place || faults.length > 0)
    return { line, cells: text, faults, person: null };
  const self = { name: foldText(name), birthYear };
  const person: ListedPerson = {
    ...{ line, name, birthYear, sex: known, village: place },
    household: householdOf(text, self, above),
    head: isHead(text, self.name),
    ethnicity: text.ethnicity?.slice(0, 40) || null,
    disability: disabilityIn(text.disability ?? ''),
    idLast3: text.identity || null,
  };
  return { line, cells: text, faults, person };
}

/** An empty cell under a filled one says the same: so spreadsheets hand over merged cells. */
function repeat(text: Texts, mapping: ImportMapping, above: Above): void {
  const village = text.village || above.village;
  if (village) text.village = village;
  above.village = village;
  for (const field of ['household', 'head'] as const) {
    if (mapping[field] === undefined) continue;
    const ticks = field === 'head' && isTick(text.head ?? '');
    if (ticks) continue;
    if (text[field]) above[field] = text[field];
    else if (above[field]) text[field] = above[field];
  }
}

/** In some lists the year stands under "Nam" or "Nữ". */
function bornIn(text: Texts): { field: ImportField; cell: string } {
  const under = (['male', 'female'] as const).find((field) => /\d{2}/.test(text[field] ?? ''));
  if (!text.birth && under) return { field: under, cell: text[under] ?? '' };
  return {
    field: text.birth === undefined && text.male !== undefined ? 'male' : 'birth',
    cell: text.birth ?? '',
  };
}

function sexOf(text: Texts): Said<'female' | 'male'> {
  if (isTicked(text.male ?? '')) return { value: 'male' };
  if (isTicked(text.female ?? '')) return { value: 'female' };
  return sexIn(text.sex ?? '');
}
