import { expect, test } from 'vitest';
import { villageNames } from './village-names.ts';

const names = (...lines: string[]) =>
  villageNames(lines.map((text, i) => ({ line: i + 1, cells: text.split(';') })));

test('the villages of a sheet are found under their heading, beside numbers and totals', () => {
  const two = ['Xóm Đông', 'Khối Tây'];
  expect(names('Tên thôn, xóm', ...two)).toEqual(two);
  expect(names('STT;Tên;Số hộ', '1;Xóm Đông;40', '2;Khối Tây;35', 'Tổng;Tổng cộng;75')).toEqual(
    two,
  );
  expect(names('TT;Danh sách', '1;Xóm Đông', '2;Khối Tây')).toEqual(two);
});

test('a sheet without a heading loses no village', () => {
  expect(names('Xóm Đông', 'Khối Tây')).toEqual(['Xóm Đông', 'Khối Tây']);
  expect(names('1;Thôn Hạ', '2;Thôn Thượng')).toEqual(['Thôn Hạ', 'Thôn Thượng']);
  expect(names()).toEqual([]);
});
