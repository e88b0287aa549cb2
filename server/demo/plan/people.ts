import type { Sex } from './names.ts';

/** A person of the demonstration, before anything is written. */
export interface PlannedPerson {
  readonly name: string;
  readonly birthYear: number;
  readonly sex: Sex;
  /** true: agreed; false: refused; undefined: not asked yet. */
  readonly agreed: boolean | undefined;
  /** Chosen by us rather than by chance: comes first, or is held for the line that holds. */
  readonly comes?: 'first' | 'held';
  /** Shows this many skills alone and no more, never absent. */
  readonly skills?: number;
}

export interface PlannedFamily {
  readonly id: string;
  readonly unit: string;
  readonly at: Date;
  /** The head first. */
  readonly members: readonly PlannedPerson[];
  readonly clan: string | null;
}

export interface PlannedClan {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly at: Date;
  readonly members: readonly PlannedPerson[];
}

interface NamedFamily {
  readonly unit: string;
  readonly clan?: string;
  readonly members: readonly PlannedPerson[];
}

type Word = [name: string, birthYear: number, more?: Pick<PlannedPerson, 'comes' | 'skills'>];
const woman = ([name, birthYear, more]: Word): PlannedPerson => ({
  ...{ name, birthYear, sex: 'female', agreed: true },
  ...more,
});
const man = ([name, birthYear, more]: Word): PlannedPerson => ({
  ...{ name, birthYear, sex: 'male', agreed: true },
  ...more,
});
const held = { comes: 'held' } as const;
const first = { comes: 'first' } as const;

/** The citizen with a sign-in. */
export const HOA = { name: 'Nguyễn Thị Hoa', birthYear: 1963, unit: '16681.03' } as const;
/** Who moves: from one village to another, in the middle of the story. */
export const MOVER = { name: 'Hồ Thị Nga', birthYear: 2001, from: '16681.02', to: '16681.01' };

/** Families that documents and screens speak of. */
export const namedFamilies: readonly NamedFamily[] = [
  {
    unit: HOA.unit,
    members: [
      man(['Phạm Văn Bình', 1960, first]),
      woman([HOA.name, HOA.birthYear, { ...held, skills: 14 }]),
      man(['Phạm Anh Tuấn', 1992, { ...held, skills: 9 }]),
      woman(['Phạm Ngọc Mai', 2010, { ...held, skills: 11 }]),
    ],
  },
  {
    unit: '16681.03',
    clan: 'Họ Cao Xuân',
    members: [
      man(['Cao Xuân Đệ', 1958, held]),
      woman(['Trần Thị Mận', 1961, held]),
      man(['Cao Xuân Hải', 1989]),
    ],
  },
  {
    unit: '16681.02',
    members: [
      man(['Lê Văn Sỹ', 1952, first]),
      woman(['Hoàng Thị Lan', 1955, first]),
      man(['Lê Văn Tú', 1998]),
      woman([MOVER.name, MOVER.birthYear, first]),
    ],
  },
  {
    unit: '16681.01',
    clan: 'Họ Đặng Ngọc',
    members: [man(['Đặng Ngọc Hùng', 1965, first]), woman(['Bùi Thị Yến', 1968])],
  },
  {
    unit: '16681.04',
    members: [
      woman(['Võ Thị Nhung', 1967, first]),
      man(['Nguyễn Đình Nam', 1993]),
      woman(['Nguyễn Thị Hà', 1996]),
    ],
  },
];
