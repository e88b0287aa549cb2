import type { Fault } from '@suotdoi/core/ground';
import type { Level } from '../model.ts';
import type { ListedUnit } from './read.ts';

/** A unit as it stands before a list is read. */
export interface StandingUnit {
  readonly code: string;
  readonly level: Level;
  readonly kind: string;
  readonly parent: string | null;
  readonly name: string;
  readonly nameEn: string;
  /** The day on which it ended, if it has. */
  readonly ended: string | null;
}

/** Where a unit that is no longer listed went, or a village: as told by the operator. */
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
  readonly after: NamedUnit | null;
  readonly into: readonly Successor[];
}

/** A listed unit with an English name: the list's, the one it had, or its own without marks. */
interface NamedUnit extends ListedUnit {
  readonly nameEn: string;
}

/**
 * Pure: what a later list changes. A name spelt otherwise (Hòa, Hoà) is corrected, not renamed.
 * A unit that vanished needs successors: one is a merge, several a split; without them a fault.
 * A code is for life: one that ended does not come back.
 */
export function reconcile(
  before: readonly StandingUnit[],
  after: readonly ListedUnit[],
  successors: readonly Successor[],
): { changes: UnitChange[]; faults: Fault[] } {
  const old = new Map(before.map((u) => [u.code, u]));
  const next = new Set(after.map((u) => u.code));
  const changes: UnitChange[] = after.flatMap((unit) => changeOf(old.get(unit.code), unit));
  const faults: Fault[] = after.flatMap(({ code, line }) => {
    const ended = old.get(code)?.ended;
    return ended
      ? [{ path: String(line), code: 'units.code_ended', values: { code, day: ended } }]
      : [];
  });
  for (const unit of before) {
    if (next.has(unit.code) || unit.ended) continue;
    const into = successors.filter((s) => s.code === unit.code);
    const fault = successorFault(unit, into, next);
    if (fault) faults.push(fault);
    const kind = into.length > 1 ? 'split' : 'merge';
    changes.push({ kind, code: unit.code, before: unit, after: null, into });
  }
  const astray = successors.filter((s) => s.code.includes('.') && !next.has(s.successor));
  for (const { code, successor } of astray)
    faults.push({ path: code, code: 'units.successor_unknown', values: { code: successor } });
  return { changes, faults };
}

function successorFault(
  { code: path, name }: StandingUnit,
  into: readonly Successor[],
  next: ReadonlySet<string>,
): Fault | null {
  if (into.length === 0) return { path, code: 'units.vanished', values: { name } };
  const lost = into.find((s) => !next.has(s.successor));
  if (lost) return { path, code: 'units.successor_unknown', values: { code: lost.successor } };
  const whole = into.reduce((sum, s) => sum + s.share, 0);
  const isWhole = Math.abs(whole - 1) <= 0.001;
  return isWhole ? null : { path, code: 'units.shares_not_whole', values: { name } };
}

function changeOf(before: StandingUnit | undefined, listed: ListedUnit): UnitChange[] {
  const after = { ...listed, nameEn: listed.nameEn ?? englishOf(before, listed.name) };
  const change = (kind: ChangeKind): UnitChange[] => [
    { kind, code: after.code, before: before ?? null, after, into: [] },
  ];
  if (!before) return change('new');
  if (before.parent !== after.parent) return change('move');
  if (before.kind !== after.kind) return change('rank');
  if (before.name === after.name && before.nameEn === after.nameEn) return [];
  return change(sameSpelling(before.name, after.name) ? 'spelling' : 'rename');
}

function englishOf(before: StandingUnit | undefined, name: string): string {
  if (before && sameSpelling(before.name, name)) return before.nameEn;
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/đ/g, 'd').replace(/Đ/g, 'D');
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
