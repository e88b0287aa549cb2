/** A province on the map of tiles: its column and row, and what is written where space is short. */
export interface Tile {
  readonly code: string;
  readonly column: number;
  readonly row: number;
  /** For the wide drawing where the whole name does not fit. */
  readonly short?: string;
  readonly initials: string;
}

const tile = (
  [code, column, row]: readonly [string, number, number],
  initials: string,
  short?: string,
): Tile => ({ code, column, row, initials, ...(short ? { short } : {}) });

/** 34 equal tiles near to where the provinces lie. Codes are the statistics office's. */
export const tiles: readonly Tile[] = [
  tile(['12', 1, 0], 'LCh'),
  tile(['15', 2, 0], 'LCa'),
  tile(['08', 3, 0], 'TQ', 'T. Quang'),
  tile(['04', 4, 0], 'CB'),
  tile(['11', 0, 1], 'ĐB'),
  tile(['14', 1, 1], 'SL'),
  tile(['25', 2, 1], 'PT'),
  tile(['19', 3, 1], 'TNg', 'T. Nguyên'),
  tile(['20', 4, 1], 'LS'),
  tile(['01', 2, 2], 'HN'),
  tile(['24', 3, 2], 'BN'),
  tile(['22', 4, 2], 'QNi', 'Q. Ninh'),
  tile(['37', 2, 3], 'NB'),
  tile(['33', 3, 3], 'HY'),
  tile(['31', 4, 3], 'HP', 'H. Phòng'),
  tile(['38', 2, 4], 'TH', 'T. Hoá'),
  tile(['40', 2, 5], 'NA'),
  tile(['42', 3, 6], 'HT'),
  tile(['44', 3, 7], 'QT', 'Q. Trị'),
  tile(['46', 4, 7], 'Huế'),
  tile(['48', 4, 8], 'ĐNg'),
  tile(['51', 4, 9], 'QNg', 'Q. Ngãi'),
  tile(['52', 4, 10], 'GL'),
  tile(['66', 4, 11], 'ĐL'),
  tile(['56', 4, 12], 'KH', 'K. Hoà'),
  tile(['68', 3, 12], 'LĐ', 'L. Đồng'),
  tile(['80', 1, 13], 'TNi'),
  tile(['75', 2, 13], 'ĐNi'),
  tile(['91', 0, 14], 'AG'),
  tile(['82', 1, 14], 'ĐT', 'Đ. Tháp'),
  tile(['79', 2, 14], 'HCM', 'TP. HCM'),
  tile(['92', 0, 15], 'CT'),
  tile(['86', 1, 15], 'VL', 'V. Long'),
  tile(['96', 0, 16], 'CM'),
];

/** Islands without figures of their own: they are counted within their provinces. */
export const islands = [
  { name: ['Hoàng', 'Sa'], province: '(Đà Nẵng)', column: 5, row: 8 },
  { name: ['Trường', 'Sa'], province: '(K. Hoà)', column: 5, row: 12 },
] as const;

/** Sizes of the two drawings: a tile, and the step from one to the next. */
export const big = { width: 470, height: 786, tile: [72, 42], step: [76, 46], wide: 80 } as const;
export const narrow = {
  width: 330,
  height: 854,
  tile: [51, 46],
  step: [55, 50],
  wide: 51,
} as const;
export type Size = typeof big | typeof narrow;
