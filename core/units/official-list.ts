import { type Fault, foldText, type SheetRow } from '@suotdoi/core/ground';
import { type Level, NATION } from './model.ts';
import { levelOf } from './rules.ts';

/** A unit of an official list, with the line it stands on. */
export interface ListedUnit {
  readonly line: number;
  readonly code: string;
  readonly level: Level;
  readonly kind: string;
  readonly parent: string;
  readonly name: string;
  readonly nameEn: string;
}

const columns = [
  'code',
  'name',
  'full_name',
  'name_en',
  'level',
  'parent_code',
  'unit_type',
] as const;
export type Column = (typeof columns)[number];

/** Other headings that stand for a column: as told by the operator, e.g. {code: 'Mã'}. */
export type Headings = Partial<Record<Column, string>>;

const kinds: Readonly<Record<string, string>> = {
  tinh: 'province',
  'thanh pho truc thuoc trung uong': 'city',
  'thanh pho': 'city',
  phuong: 'ward',
  xa: 'commune',
  'dac khu': 'special_zone',
};

/** Finds the columns by their headings, marks and case ignored; null where a needed one is missing. */
export function findColumns(head: SheetRow, headings: Headings): Map<Column, number> | Column {
  const cells = head.cells.map((cell) => foldText(cell));
  const found = new Map<Column, number>();
  for (const column of columns) {
    const at = cells.indexOf(foldText(headings[column] ?? column));
    if (at >= 0) found.set(column, at);
  }
  return (['code', 'name'] as const).find((c) => !found.has(c)) ?? found;
}

/** Reads the rows of a list. Each fault's path is the line in the file. */
export function readUnits(
  rows: readonly SheetRow[],
  at: ReadonlyMap<Column, number>,
): { units: ListedUnit[]; faults: Fault[] } {
  const units: ListedUnit[] = [];
  const faults: Fault[] = [];
  const fault = (line: number, code: string, values: Record<string, string> = {}) =>
    faults.push({ path: String(line), code, values });
  for (const { line, cells } of rows) {
    const cell = (column: Column) => cells[at.get(column) ?? -1] ?? '';
    const code = cell('code');
    if (!/^(\d{2}|\d{5})$/.test(code)) {
      fault(line, /^\d{1,4}$/.test(code) ? 'units.code_lost_zeros' : 'units.code_invalid', {
        code,
      });
      continue;
    }
    const level = levelOf(code);
    const parent = level === 'province' ? NATION : cell('parent_code');
    const name = cell('full_name') || cell('name');
    if (!name) fault(line, 'units.name_missing', { code });
    const kind = kinds[foldText(cell('unit_type'))] ?? kindOfName(name, level);
    if (!kind) fault(line, 'units.kind_unknown', { code, kind: cell('unit_type') });
    const shown = level === 'province' ? cell('name') || name : name;
    const nameEn = cell('name_en') || shown;
    units.push({ line, code, level, kind: kind ?? '', parent, name: shown, nameEn });
  }
  return { units, faults: [...faults, ...treeFaults(units)] };
}

function kindOfName(name: string, level: Level): string | null {
  if (level === 'province') return 'province';
  const folded = foldText(name);
  const word = Object.keys(kinds).find((k) => folded.startsWith(`${k} `));
  return word ? (kinds[word] ?? null) : null;
}

function treeFaults(units: readonly ListedUnit[]): Fault[] {
  const lines = new Map<string, number>();
  const faults: Fault[] = [];
  for (const { code, line } of units) {
    const first = lines.get(code);
    if (first !== undefined)
      faults.push({ path: String(line), code: 'units.code_twice', values: { code, line: first } });
    else lines.set(code, line);
  }
  for (const { code, line, level, parent } of units) {
    if (level !== 'commune') continue;
    if (!/^\d{2}$/.test(parent) || !lines.has(parent))
      faults.push({ path: String(line), code: 'units.parent_unknown', values: { code, parent } });
  }
  return faults;
}

/** A unit as it stands before a list is read. */
export interface StandingUnit {
  readonly code: string;
  readonly level: Level;
  readonly kind: string;
  readonly parent: string | null;
  readonly name: string;
  readonly nameEn: string;
}

/** What became of a unit that is no longer on the list: as told by the operator. */
export interface Successor {
  readonly code: string;
  readonly successor: string;
  readonly share: number;
}

export type ChangeKind = 'new' | 'rename' | 'rank' | 'move' | 'merge' | 'split' | 'spelling';

export interface UnitChange {
  readonly kind: ChangeKind;
  readonly code: string;
  readonly before: StandingUnit | null;
  readonly after: ListedUnit | null;
  readonly into: readonly Successor[];
}

/**
 * Pure: what a later list changes. A name spelt otherwise (Hòa, Hoà) is corrected, not renamed.
 * A unit that vanished needs successors: one is a merge, several a split; without them a fault.
 */
export function reconcile(
  before: readonly StandingUnit[],
  after: readonly ListedUnit[],
  successors: readonly Successor[],
): { changes: UnitChange[]; faults: Fault[] } {
  const old = new Map(before.map((u) => [u.code, u]));
  const next = new Map(after.map((u) => [u.code, u]));
  const changes: UnitChange[] = after.flatMap((unit) => changeOf(old.get(unit.code), unit));
  const faults: Fault[] = [];
  for (const unit of before) {
    if (next.has(unit.code)) continue;
    const into = successors.filter((s) => s.code === unit.code);
    const whole = into.reduce((sum, s) => sum + s.share, 0);
    const lost = into.find((s) => !next.has(s.successor));
    if (into.length === 0)
      faults.push({ path: unit.code, code: 'units.vanished', values: { name: unit.name } });
    else if (lost)
      faults.push({
        path: unit.code,
        code: 'units.successor_unknown',
        values: { code: lost.successor },
      });
    else if (Math.abs(whole - 1) > 0.001)
      faults.push({ path: unit.code, code: 'units.shares_not_whole', values: { name: unit.name } });
    const kind = into.length > 1 ? 'split' : 'merge';
    changes.push({ kind, code: unit.code, before: unit, after: null, into });
  }
  return { changes, faults };
}

function changeOf(before: StandingUnit | undefined, after: ListedUnit): UnitChange[] {
  const change = (kind: ChangeKind): UnitChange[] => [
    { kind, code: after.code, before: before ?? null, after, into: [] },
  ];
  if (!before) return change('new');
  if (before.parent !== after.parent) return change('move');
  if (before.kind !== after.kind) return change('rank');
  if (before.name === after.name && before.nameEn === after.nameEn) return [];
  return change(sameSpelling(before.name, after.name) ? 'spelling' : 'rename');
}

/** The same words with the same tones, wherever in a syllable the tone mark was put. */
export function sameSpelling(a: string, b: string): boolean {
  return spelled(a) === spelled(b);
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

function spelled(text: string): string {
  return text
    .normalize('NFD')
    .split(/\s+/)
    .map((word) => word.replace(tones, '') + (word.match(tones) ?? []).sort().join(''))
    .join(' ')
    .toLowerCase();
}
