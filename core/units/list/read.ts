import { type Fault, foldText } from '@suotdoi/core/ground';
import { type Level, NATION } from '../model.ts';
import { levelOf } from '../rules.ts';
import type { Column, FoundColumns } from './columns.ts';

/** A unit of an official list, with the line it stands on. */
export interface ListedUnit {
  readonly line: number;
  readonly code: string;
  readonly level: Level;
  readonly kind: string;
  readonly parent: string;
  readonly name: string;
  /** Null where the list has no English names. */
  readonly nameEn: string | null;
}

const provinceKinds: Readonly<Record<string, string>> = {
  tinh: 'province',
  'thanh pho truc thuoc trung uong': 'city',
  'thanh pho': 'city',
  'thu do': 'city',
};
const communeKinds: Readonly<Record<string, string>> = {
  phuong: 'ward',
  xa: 'commune',
  'dac khu': 'special_zone',
};
/** Kinds of the level of districts, and towns, which ended on 1 July 2025. */
const endedKinds = ['quan', 'huyen', 'thi xa', 'thi tran', 'thanh pho thuoc tinh'];

type Tell = (code: string, values?: Record<string, string>) => undefined;

/**
 * Reads the rows of a list. Each fault's path is the line in the file. Provinces that are only
 * named beside their communes, as the statistics office exports them, are read from there.
 */
export function readUnits({ at, rows }: FoundColumns): { units: ListedUnit[]; faults: Fault[] } {
  const units: ListedUnit[] = [];
  const faults: Fault[] = [];
  const besides = new Map<string, ListedUnit>();
  for (const { line, cells } of rows) {
    const cell = (column: Column) => cells[at.get(column) ?? -1] ?? '';
    const tell: Tell = (code, values = {}) => {
      faults.push({ path: String(line), code, values });
      return undefined;
    };
    const unit = readUnit(line, cell, tell);
    if (!unit) continue;
    units.push(unit);
    const beside = cell('parent_name');
    if (unit.level !== 'commune' || !beside || besides.has(unit.parent)) continue;
    besides.set(unit.parent, { ...provinceOf(beside), line, code: unit.parent });
  }
  const listed = new Set(units.map(({ code }) => code));
  const more = [...besides.values()].filter(({ code }) => /^\d{2}$/.test(code));
  const all = [...more.filter(({ code }) => !listed.has(code)), ...units];
  return { units: all, faults: [...faults, ...treeFaults(all)] };
}

function readUnit(line: number, cell: (column: Column) => string, tell: Tell) {
  const code = cell('code');
  const told = foldText(cell('unit_type'));
  const full = cell('full_name') || cell('name');
  const isCommune = told in communeKinds || foldText(cell('level')) === 'commune';
  if (!/^(\d{2}|\d{5})$/.test(code) || (code.length === 2 && isCommune))
    return tell(/^\d{1,4}$/.test(code) ? 'units.code_lost_zeros' : 'units.code_invalid', { code });
  if (!full) return tell('units.name_missing', { code });
  if (endedKinds.includes(told)) return tell('units.kind_ended', { code, kind: cell('unit_type') });
  const nameEn = cell('name_en') || null;
  if (levelOf(code) === 'province') {
    const parent = cell('parent_code');
    if (parent && parent !== NATION) return tell('units.province_below', { code, parent });
    const { kind, name } = provinceOf(full);
    const shown = provinceOf(cell('name') || full).name;
    const as = { level: 'province', parent: NATION, name: shown || name } as const;
    return { line, code, ...as, kind: provinceKinds[told] ?? kind, nameEn };
  }
  const kind = communeKinds[told] ?? kindIn(full, communeKinds);
  if (!kind) return tell('units.kind_unknown', { code, kind: cell('unit_type') });
  const parent = cell('parent_code');
  if (/^\d$/.test(parent)) return tell('units.parent_lost_zeros', { code, parent });
  if (/^\d{5}$/.test(parent)) return tell('units.commune_below', { code, parent });
  return { line, code, level: 'commune' as const, kind, parent, name: full, nameEn };
}

/** "Thành phố Huế": a city named Huế. Provinces are shown by their names alone. */
function provinceOf(full: string): Omit<ListedUnit, 'line' | 'code'> {
  const word = /^(tỉnh|thành phố|thủ đô)\s+/iu;
  const as = { level: 'province', parent: NATION, nameEn: null } as const;
  const kind = kindIn(full.normalize('NFC'), provinceKinds) ?? 'province';
  return { ...as, kind, name: full.normalize('NFC').replace(word, '') };
}

function kindIn(name: string, kinds: Readonly<Record<string, string>>): string | null {
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
    if (level !== 'commune' || lines.has(parent)) continue;
    faults.push({ path: String(line), code: 'units.parent_unknown', values: { code, parent } });
  }
  return faults;
}
