import { type PublicTable, publicTable } from './disclosure.ts';
import type { PublicShare, Share } from './model.ts';

/** A unit as the public reads it, now and in the month compared with. */
export interface PublicUnit extends PublicShare {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** No longer a unit today. */
  readonly ended: boolean;
  readonly before: PublicShare | null;
}

/** A unit with its figures, now and in the month compared with. */
export interface UnitFigures {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly ended: boolean;
  readonly n: number;
  readonly of: number;
  readonly nBefore: number;
  readonly ofBefore: number;
}

/** A unit of the path with the table of the units below it, as told. */
export interface Level {
  readonly unit: string;
  readonly rows: UnitFigures[];
  readonly now: PublicTable;
  readonly before: PublicTable | null;
}

/** The table of the units below `unit`, told as a part of the one above it. */
export function levelOf(
  unit: string,
  rows: UnitFigures[],
  { compares, above }: { compares: boolean; above: Level | null },
): Level {
  const at = above?.rows.findIndex(({ code }) => code === unit) ?? -1;
  const whole = above?.rows[at];
  const shares = (pick: (row: UnitFigures) => Share) => {
    const parts = rows.map(pick);
    return whole ? [...parts, restOf(pick(whole), parts)] : parts;
  };
  const table = (pick: (row: UnitFigures) => Share, over: PublicTable | null | undefined) =>
    publicTable(shares(pick), {
      nUnknown: over?.n.has(at) ?? false,
      ofUnknown: over?.of.has(at) ?? false,
    });
  return {
    unit,
    rows,
    now: table(({ n, of }) => ({ n, of }), above?.now),
    before: compares
      ? table(({ nBefore, ofBefore }) => ({ n: nBefore, of: ofBefore }), above?.before)
      : null,
  };
}

/** What is counted at the whole itself and in no part of it: a part like the others. */
function restOf(whole: Share, parts: readonly Share[]): Share {
  const left = (pick: 'n' | 'of') => parts.reduce((rest, part) => rest - part[pick], whole[pick]);
  return { n: Math.max(0, left('n')), of: Math.max(0, left('of')) };
}

type Named = Pick<UnitFigures, 'code' | 'name' | 'nameEn'> & { readonly ended?: boolean };

export function named({ code, name, nameEn, ended = false }: Named) {
  return { code, name, nameEn, ended };
}

/** The units below one, as told. */
export function tableOf(levels: readonly Level[], parent: string): PublicUnit[] {
  const found = levels.find(({ unit }) => unit === parent);
  return (found?.rows ?? []).map((row) => ({ ...named(row), ...told(levels, row.code) }));
}

/** What is told of a unit, wherever it stands in the tables. */
export function told(
  levels: readonly Level[],
  code: string,
): PublicShare & { before: PublicShare | null } {
  for (const { rows, now, before } of levels) {
    const i = rows.findIndex((row) => row.code === code);
    const share = now.rows[i];
    if (share) return { ...share, before: before?.rows[i] ?? null };
  }
  return { n: 'withheld', of: 'withheld', before: null };
}
