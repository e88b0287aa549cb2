import type { Dice } from './dice.ts';

export type Sex = 'female' | 'male';

/** Family names, about as often as they are met in Nghệ An: our estimate, no statistics. */
export const familyNames: readonly (readonly [string, number])[] = [
  ['Nguyễn', 34],
  ['Trần', 11],
  ['Lê', 10],
  ['Phạm', 6],
  ['Hoàng', 6],
  ['Phan', 5],
  ['Hồ', 4],
  ['Cao', 3],
  ['Võ', 3],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đinh', 2],
  ['Ngô', 2],
  ['Thái', 2],
  ['Trương', 2],
  ['Đậu', 1.5],
  ['Dương', 1.5],
  ['Lưu', 1],
  ['Chu', 1],
  ['Vương', 1],
];

type Weighed = readonly (readonly [string, number])[];

interface Generation {
  /** First birth year of the generation. */
  readonly from: number;
  readonly middle: Readonly<Record<Sex, Weighed>>;
  readonly given: Readonly<Record<Sex, readonly string[]>>;
}

const even = (text: string): Weighed => text.split(' ').map((word) => [word, 1] as const);
const list = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

const generations: readonly Generation[] = [
  {
    from: 0,
    middle: {
      female: [['Thị', 1]],
      male: [['Văn', 10], ...even('Đình Xuân Sỹ Hữu Đức Công Bá Trọng Viết Quang Ngọc Khắc')],
    },
    given: {
      female:
        list(`Hoa Lan Mận Nhung Thảo Hường Tuất Sáu Tám Liên Loan Minh Nga Nghĩa Phúc Thanh Vân
        Xuân Yên Tịnh Hiền Hoè Lài Lựu Mai Nhàn Quế Sen Tâm Thìn Tư Đào Hạnh Bình Cúc Duyên`),
      male: list(`Bình Đệ Sỹ Hùng Thành Lương Nghị Quế Tư Năm Bảy Chắt Hồng Thìn Ngọ Mùi Tuất Hợi Lộc
        Phúc Thọ Cường Dũng Tiến Minh Khang Quyền Trung Việt Nam Hoà An Vinh Quý Nhã Kỳ Lục Đàn Diên`),
    },
  },
  {
    from: 1962,
    middle: {
      female: [['Thị', 14], ...even('Thu Thanh Ngọc Minh Thuý Hồng')],
      male: [['Văn', 9], ...even('Đình Xuân Sỹ Hữu Đức Công Anh Quang Ngọc Minh Trọng Viết Quốc')],
    },
    given: {
      female:
        list(`Hoa Hương Hằng Hà Nga Lan Loan Thuý Thuỷ Thanh Vân Nhung Oanh Phương Tâm Thơm Yến
        Hiền Hạnh Huệ Liên Lý Mai Minh Ngọc Nguyệt Thắm Thu Tuyết Xuân Dung Hải Hoà Lương Sương`),
      male: list(`Hùng Dũng Cường Thắng Tuấn Sơn Hải Long Minh Tiến Thành Trung Việt Hoà Bình Chiến
        Công Đức Hào Hiếu Hưng Khánh Lâm Nam Phong Quân Quang Tân Thái Thanh Toàn Vinh Lực Lợi`),
    },
  },
  {
    from: 1988,
    middle: {
      female: [['Thị', 9], ...even('Thu Thanh Ngọc Minh Thuỳ Hồng Phương Khánh Hoài Quỳnh Hà')],
      male: [
        ['Văn', 5],
        ...even('Đình Xuân Hữu Đức Anh Quang Ngọc Minh Tuấn Quốc Hoàng Trung Mạnh'),
      ],
    },
    given: {
      female: list(`Trang Linh Hương Hằng Hà Thảo Phương Ngọc Yến Nhung Oanh Quỳnh Thu Hiền Huyền Ly
        Mai My Nga Ngân Nguyệt Thuỷ Thương Trà Tú Uyên Vân Anh Dung Giang Hạnh Loan Lan Hoa Tâm`),
      male: list(`Tuấn Anh Đạt Đức Dũng Hải Hiếu Hoàng Hùng Huy Khánh Linh Long Mạnh Minh Nam Nhật
        Phong Quân Quang Sơn Tài Thắng Thành Thịnh Trung Tú Tùng Việt Vinh Cường Công Duy Hưng`),
    },
  },
  {
    from: 2006,
    middle: {
      female: [
        ['Thị', 2],
        ...even('Ngọc Khánh Bảo Minh Phương Quỳnh Thảo Hà Gia Thuỳ An Diệu Tường Mai Nhã Trà'),
      ],
      male: [
        ['Văn', 1],
        ...even('Gia Minh Bảo Đức Anh Quang Tuấn Hoàng Nhật Khôi Hải Đăng Duy Thành'),
      ],
    },
    given: {
      female: list(`Anh Linh Chi Hân Ngọc Nhi My Vy Trâm Thư Châu Diệp Hà Khuê Lam Mai Nguyên Như
        Phương Quyên San Trang Trúc Vân Yến Thảo Giang Hương Thương Ngân An Đan`),
      male: list(`Bảo Khang Minh Phúc Khôi Huy Nguyên An Đăng Khoa Kiên Lâm Long Nam Nhân Phong Quân
        Quang Sơn Thiên Tùng Việt Vinh Hưng Dương Đạt Hiếu Bách Hải Duy Khánh`),
    },
  },
];

/** Middle and given name of somebody of that sex, born that year. */
export function ownNames(
  dice: Dice,
  born: { sex: Sex; year: number },
  middle?: string,
): readonly [string, string] {
  const generation = generations.findLast((g) => g.from <= born.year);
  if (!generation) throw new Error(`no names for ${born.year}`);
  const second = middle ?? dice.weigh(generation.middle[born.sex]);
  let given = dice.pick(generation.given[born.sex]);
  while (given === second) given = dice.pick(generation.given[born.sex]);
  return [second, given];
}
