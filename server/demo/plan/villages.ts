/** `full`: issue-sized, for people to look at. `small`: three villages and a bit, for tests. */
export type DemoSize = 'full' | 'small';

/**
 * A line of sessions in a village: the same hour every week, one circle of learners after the
 * other. `from`: the week it begins, 0 being the first of the 26.
 */
export interface Line {
  readonly from: number;
  /** The line begins with those who are held for it, and is under way when the story ends. */
  readonly held?: boolean;
}

export interface Village {
  readonly code: string;
  readonly families: number;
  readonly lines: readonly Line[];
}

export const WEEKS = 26;
export const COMMUNE = '16681';

const lines = (...from: number[]): Line[] => from.map((week) => ({ from: week }));

/** Thành Vinh first. More lines, earlier: more people who reached the standard. */
const villages: readonly Village[] = [
  { code: '16681.01', families: 27, lines: lines(0, 2, 9) },
  { code: '16681.02', families: 25, lines: lines(0, 4, 10) },
  { code: '16681.03', families: 28, lines: [...lines(0, 3, 9), { from: 21, held: true }] },
  { code: '16681.04', families: 24, lines: lines(0, 4, 12) },
  { code: '16681.05', families: 29, lines: lines(3, 10) },
  { code: '16681.06', families: 22, lines: lines(9, 15) },
  { code: '16681.07', families: 30, lines: lines(0, 1, 4) },
  { code: '16681.08', families: 26, lines: lines(0, 2, 4) },
  { code: '16681.09', families: 31, lines: lines(0, 2, 5) },
  { code: '16681.10', families: 28, lines: lines(0, 1, 4) },
  { code: '16681.11', families: 27, lines: lines(2, 6, 13) },
  { code: '16681.12', families: 23, lines: lines(8, 14) },
  { code: '16690.01', families: 12, lines: lines(16) },
  { code: '16690.02', families: 10, lines: lines(19) },
  { code: '16732.01', families: 11, lines: lines(15) },
  { code: '16732.02', families: 9, lines: [] },
  { code: '17935.01', families: 10, lines: lines(18) },
  { code: '17935.02', families: 9, lines: [] },
  { code: '17971.01', families: 10, lines: lines(20) },
  { code: '17971.02', families: 9, lines: [] },
];

const few: ReadonlySet<string> = new Set(['16681.01', '16681.02', '16681.03', '16690.01']);

export function villagesOf(size: DemoSize): readonly Village[] {
  return size === 'full' ? villages : villages.filter(({ code }) => few.has(code));
}

/** Descent groups: men carry both names. `keen`: its people come to sessions more than others. */
export interface ClanSpec {
  readonly name: string;
  readonly surname: string;
  readonly middle: string;
  /** Where it is counted. */
  readonly unit: string;
  /** Families of it in each of these villages. */
  readonly families: Readonly<Record<string, number>>;
  readonly keen?: boolean;
}

const clan = (
  [surname, middle]: readonly [string, string],
  families: Readonly<Record<string, number>>,
  more: { unit?: string; keen?: boolean } = {},
): ClanSpec => ({
  name: `Họ ${surname} ${middle}`,
  surname,
  middle,
  unit: Object.keys(families)[0] ?? COMMUNE,
  families,
  ...more,
});

const clans: readonly ClanSpec[] = [
  clan(['Nguyễn', 'Cảnh'], { '16681.01': 6 }, { keen: true }),
  clan(['Đặng', 'Ngọc'], { '16681.01': 5 }, { keen: true }),
  clan(['Lê', 'Khắc'], { '16681.02': 6 }),
  clan(['Cao', 'Xuân'], { '16681.03': 6, '16681.04': 3 }, { unit: COMMUNE }),
  clan(['Nguyễn', 'Sỹ'], { '16681.04': 5 }),
  clan(['Trần', 'Đăng'], { '16681.05': 5, '16681.06': 4 }, { unit: COMMUNE }),
  clan(['Hồ', 'Sỹ'], { '16681.07': 7 }, { keen: true }),
  clan(['Hoàng', 'Nghĩa'], { '16681.08': 6 }, { keen: true }),
  clan(['Đậu', 'Đức'], { '16681.09': 6 }),
  clan(['Phan', 'Sỹ'], { '16681.10': 6 }, { keen: true }),
  clan(['Thái', 'Bá'], { '16681.11': 6 }),
  clan(['Võ', 'Trọng'], { '16681.12': 6 }),
];

/** The clans that have families in these villages. */
export function clansIn(codes: readonly string[]): readonly ClanSpec[] {
  return clans.filter(({ families }) => codes.some((code) => families[code]));
}
