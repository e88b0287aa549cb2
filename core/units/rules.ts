import { type Level, NATION, type UnitsContent } from './model.ts';

/** A unit to be written, with its place in the tree. */
export interface UnitRow {
  readonly code: string;
  readonly level: Level;
  readonly kind: string;
  readonly parent: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly position: number;
}

/** The level that a code stands for, by its form alone. */
export function levelOf(code: string): Level {
  if (code === NATION) return 'nation';
  if (code.length === 2) return 'province';
  return code.includes('.') ? 'village' : 'commune';
}

/** The commune a village or commune code belongs to: also the shard of people first registered there. */
export function communeOf(code: string): string {
  return code.slice(0, 5);
}

const communeWords = {
  ward: ['Phường', 'Ward'],
  commune: ['Xã', 'Commune'],
  special_zone: ['Đặc khu', 'Special Zone'],
} as const;

/** Rows of the list that the product ships, parents before children. */
export function rowsOf(content: UnitsContent): UnitRow[] {
  const { nation } = content;
  const rows: UnitRow[] = [
    { ...nation, level: 'nation', kind: 'nation', parent: null, position: 0 },
  ];
  content.provinces.forEach(([code, name, nameEn, kind], position) => {
    rows.push({ code, level: 'province', kind, parent: NATION, name, nameEn, position });
  });
  content.communes.forEach(([code, parent, name, nameEn, kind], position) => {
    const [vi, en] = communeWords[kind];
    rows.push({
      code,
      level: 'commune',
      kind,
      parent,
      name: `${vi} ${name}`,
      nameEn: `${nameEn} ${en}`,
      position,
    });
  });
  for (const [commune, names] of Object.entries(content.villages)) {
    names.forEach((name, position) => {
      const code = `${commune}.${String(position + 1).padStart(2, '0')}`;
      rows.push({
        code,
        level: 'village',
        kind: 'village',
        parent: commune,
        name,
        nameEn: name,
        position,
      });
    });
  }
  return rows;
}

/** Each unit with itself and every unit above it. */
export function ancestryOf(
  rows: readonly UnitRow[],
): { unit: string; ancestor: string; level: Level }[] {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const pairs: { unit: string; ancestor: string; level: Level }[] = [];
  for (const row of rows) {
    let above: UnitRow | undefined = row;
    while (above) {
      pairs.push({ unit: row.code, ancestor: above.code, level: above.level });
      above = above.parent === null ? undefined : byCode.get(above.parent);
    }
  }
  return pairs;
}
