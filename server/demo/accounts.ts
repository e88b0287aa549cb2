import type { HeldRole, RoleName } from '@suotdoi/core/ground';
import { HOA } from './plan/people.ts';

/** One for all: the demonstration holds nobody's real data. */
export const DEMO_PASSWORD = 'demo-thanh-vinh';

/** A fixed sign-in of the demonstration. */
export interface SignInOf {
  readonly username: string;
  readonly name: string;
  /** The first one is given with the account. */
  readonly roles: readonly HeldRole[];
  /** What the table says of them. */
  readonly who: string;
  readonly whoEn: string;
}

const officer = (
  [username, name]: readonly [string, string],
  [role, unit]: readonly [RoleName, string],
  [who, whoEn]: readonly [string, string],
): SignInOf => ({ username, name, roles: [{ role, unit }], who, whoEn });

const instructor = (
  [username, name]: readonly [string, string],
  units: readonly string[],
  [who, whoEn]: readonly [string, string],
): SignInOf => ({
  username,
  name,
  roles: units.map((unit) => ({ role: 'instructor', unit })),
  who: `Hướng dẫn viên, ${who}`,
  whoEn: `Instructor, ${whoEn}`,
});

const villages = (...numbers: string[]) => numbers.map((n) => `16681.${n}`);

/** Every sign-in, those that look at the most first. */
export const signIns: readonly SignInOf[] = [
  officer(
    ['quantri', 'Phan Thị Hải Yến'],
    ['administrator', 'VN'],
    ['Quản trị máy này', 'Administrator'],
  ),
  officer(
    ['canbo.trunguong', 'Vũ Minh Châu'],
    ['national_officer', 'VN'],
    ['Cán bộ trung ương', 'National officer'],
  ),
  officer(
    ['canbo.tinh', 'Lê Quang Hưng'],
    ['province_officer', '40'],
    ['Cán bộ tỉnh Nghệ An', 'Officer of Nghe An'],
  ),
  officer(
    ['canbo.phuong', 'Trần Văn Lộc'],
    ['commune_officer', '16681'],
    ['Cán bộ phường Thành Vinh', 'Officer of Thanh Vinh'],
  ),
  officer(
    ['canbo.xom3', 'Cao Xuân Lâm'],
    ['village_officer', '16681.03'],
    ['Cán bộ xóm 3', 'Officer of Xom 3'],
  ),
  officer(
    ['xetduyet.phuong', 'Đặng Thị Hồng Vân'],
    ['reviewer', '16681'],
    ['Người xét duyệt, Thành Vinh', 'Reviewer, Thanh Vinh'],
  ),
  instructor(['hdv.thu', 'Lê Thị Thu'], villages('03'), ['xóm 3', 'Xom 3']),
  instructor(['hdv.nam', 'Ngô Xuân Nam'], villages('01'), ['xóm 1', 'Xom 1']),
  instructor(['hdv.lien', 'Đinh Thị Liên'], villages('02', '06'), ['xóm 2, xóm 6', 'Xom 2, Xom 6']),
  instructor(['hdv.hanh', 'Hồ Thị Hạnh'], villages('04', '12'), [
    'xóm 4, khối Yên Phúc',
    'Xom 4, Khoi Yen Phuc',
  ]),
  instructor(['hdv.luc', 'Hồ Sỹ Lực'], villages('07', '05'), [
    'khối Cửa Nam, xóm 5',
    'Khoi Cua Nam, Xom 5',
  ]),
  instructor(['hdv.nghia', 'Hoàng Trọng Nghĩa'], villages('08', '11'), [
    'khối Lê Lợi, khối Tân Hoà',
    'Khoi Le Loi, Khoi Tan Hoa',
  ]),
  instructor(['hdv.oanh', 'Trần Thị Kim Oanh'], villages('09'), [
    'khối Hưng Bình',
    'Khoi Hung Binh',
  ]),
  instructor(['hdv.son', 'Phan Thanh Sơn'], villages('10'), [
    'khối Quang Trung',
    'Khoi Quang Trung',
  ]),
  instructor(
    ['hdv.truongvinh', 'Bùi Thị Ngân'],
    ['16690', '16732'],
    ['Trường Vinh, Cửa Lò', 'Truong Vinh, Cua Lo'],
  ),
  instructor(
    ['hdv.namdan', 'Vương Đình Tài'],
    ['17935', '17971'],
    ['Nam Đàn, Kim Liên', 'Nam Dan, Kim Lien'],
  ),
  officer(
    ['nguoidan.hoa', HOA.name],
    ['citizen', '16681'],
    ['Bà Hoa, người học ở xóm 3', 'Mrs Hoa, a learner'],
  ),
];

/** Usernames of the instructors who teach in a village. */
export function teachersOf(village: string): string[] {
  const reach = (unit: string) => unit === village || village.startsWith(`${unit}.`);
  return signIns
    .filter(({ roles }) => roles.some(({ role, unit }) => role === 'instructor' && reach(unit)))
    .map(({ username }) => username);
}
