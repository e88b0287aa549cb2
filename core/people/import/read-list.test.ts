import { type SheetRow, tidyName } from '@suotdoi/core/ground';
import { expect, test } from 'vitest';
import { birthYearIn, isTotal, villageIn } from './cells.ts';
import { fieldOfHeading, findHead, letterOf, withoutSecrets } from './columns.ts';
import { readList } from './read-list.ts';

const villages = [1, 2, 3, 13].map((n) => ({
  code: `16681.${String(n).padStart(2, '0')}`,
  name: `Xóm ${n}`,
}));

function sheet(...lines: string[]): SheetRow[] {
  const rows = lines.map((text, i) => ({ line: i + 1, cells: text.split('|').map(tidyName) }));
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function read(lines: string[], village: string | null = '16681.03') {
  const rows = sheet(...lines);
  const head = findHead(rows);
  const { mapping } = head;
  return readList(rows.slice(head.rows), { mapping, village, villages, thisYear: 2026 });
}

const people = (lines: string[], village?: string | null) =>
  read(lines, village).rows.map(({ person }) => person);

test('titles above, a heading of two rows, numbers of columns and a total are not people', () => {
  const list = read([
    'UỶ BAN NHÂN DÂN PHƯỜNG THÀNH VINH',
    'DANH SÁCH NHÂN KHẨU XÓM 3',
    '',
    'TT|Họ và tên|Năm sinh||Số hộ|Ghi chú',
    '||Nam|Nữ||',
    '(1)|(2)|(3)|(4)|(5)|(6)',
    '1|NGUYỄN VĂN BÌNH|1958||7|',
    '2|Lê Thị Hoa||12/3/1963|7|',
    '3|Tống Thị Mai||1990||',
    '|Tổng cộng: 3 người||||',
    '||||Người lập',
  ]);
  expect(list.rows.map(({ person: p }) => [p?.name, p?.birthYear, p?.sex, p?.household])).toEqual([
    ['Nguyễn Văn Bình', 1958, 'male', 'n:7'],
    ['Lê Thị Hoa', 1963, 'female', 'n:7'],
    ['Tống Thị Mai', 1990, 'female', 'n:7'],
  ]);
  expect(list.rows.map(({ person }) => person?.head)).toEqual([true, false, false]);
  expect(list.leftOut).toEqual([6, 10, 11]);
});

test('each fault stands at its cell: line and column', () => {
  const { rows } = read(
    [
      'Họ tên|Ngày sinh|Giới tính|Xóm|Quan hệ với chủ hộ',
      'A|1958|nữ|Xóm 3|Chủ hộ',
      'Lê Thị Hoa|58|nữ|Xóm 3|Vợ',
      'Lê Văn Ba|1/2/58|?|Xóm 99|Con',
      'Lê Văn Tư|1801|nam|Xóm 3|Con',
      'Lê Văn Năm||nam|Xóm 3|Con',
      'Lê Văn Sáu|1990|nam|TP. Vinh|Con',
    ],
    null,
  );
  expect(rows.flatMap(({ faults }) => faults.map((f) => [f.path, f.code]))).toEqual([
    ['2:A', 'people.name_missing'],
    ['3:B', 'people.birth_year_four_digits'],
    ['4:B', 'people.birth_year_four_digits'],
    ['4:C', 'people.import_sex_unclear'],
    ['4:D', 'people.import_village_unknown'],
    ['5:B', 'people.birth_year_impossible'],
    ['6:B', 'people.import_birth_missing'],
    ['7:D', 'people.import_village_old'],
  ]);
  expect(rows.every(({ person }) => person === null)).toBe(true);
});

test('merged cells: an empty village or household under a filled one says the same', () => {
  const list = people(
    [
      'Xóm|Số hộ|Họ tên|Năm sinh',
      'Xóm 3|1|An Văn An|1950',
      '||Bùi Thị Ba|1952',
      '|2|Cao Cường|1970',
    ],
    null,
  );
  expect(list.map((p) => [p?.village, p?.household])).toEqual([
    ['16681.03', 'n:1'],
    ['16681.03', 'n:1'],
    ['16681.03', 'n:2'],
  ]);
});

test('families without numbers: by the head named in each row, or beginning at the head', () => {
  const byName = people([
    'Họ tên|Năm sinh|Chủ hộ',
    'Lê Văn An|1950|Lê Văn An',
    'Bùi Thị Ba|1952|Lê Văn Án',
    'Cao Cường|1970|Cao Cường',
  ]);
  expect(new Set(byName.map((p) => p?.household))).toEqual(new Set(['h:le van an', 'h:cao cuong']));
  const byRelation = people([
    'Họ tên|Năm sinh|Quan hệ',
    'Lê Văn An|1950|Chủ hộ',
    'Bùi Thị Ba|1952|Vợ',
    'Cao Cường|1970|Chủ hộ',
    'Lê Văn Con|1990|Con',
  ]);
  expect(byRelation.map((p) => [p?.household, p?.head])).toEqual([
    ['p:le van an:1950', true],
    ['p:le van an:1950', false],
    ['p:cao cuong:1970', true],
    ['p:cao cuong:1970', false],
  ]);
  expect(people(['Họ tên|Năm sinh', 'Lê Văn An|1950']).map((p) => p?.household)).toEqual([null]);
});

test('the same person of one household twice is a fault that names the first line', () => {
  const { rows } = read([
    'Họ tên|Năm sinh|Hộ',
    'Trần Hoà|1950|1',
    'Trần Hòa|1950|1',
    'Trần Hoà|1950|2',
  ]);
  expect(rows.map(({ faults }) => faults[0]?.values)).toEqual([undefined, { line: 2 }, undefined]);
});

test('letters in two pieces and old tone marks are the same person', () => {
  const nfd = 'Trần Thị Thuỷ'.normalize('NFD');
  expect(people(['Họ tên|Năm sinh'.normalize('NFD'), `${nfd}|1950`])[0]?.name).toBe(
    'Trần Thị Thuỷ',
  );
});

test('surname and given name in two columns; a village as the heading of a part', () => {
  const list = people([
    'Họ|Tên|Năm sinh|Khuyết tật',
    'II. Xóm 2',
    'Lê Văn|An|1950|x',
    'Lê Thị|Ba|1951|không',
  ]);
  expect(list.map((p) => [p?.name, p?.village, p?.disability])).toEqual([
    ['Lê Văn An', '16681.02', true],
    ['Lê Thị Ba', '16681.02', false],
  ]);
});

test('telephone numbers go, and of an identity number three digits stay', () => {
  const rows = sheet(
    'Họ tên|Năm sinh|CCCD|Số điện thoại|Ghi chú|Số hộ khẩu',
    'Lê An|1950|040 050 001 234|0912 345 678|0912.345.678, 040050001234|123456789012',
    'Lê Ba|01-02-1958|1234|x|040050001235|7',
  );
  const [, an, ba] = withoutSecrets(rows, findHead(rows), null).rows;
  expect(an?.cells.slice(2, 4)).toEqual(['234', '']);
  expect(an?.cells.slice(4)).toEqual(['678, 234', '123456789012']);
  expect(ba?.cells.slice(1)).toEqual(['01-02-1958', '(4)', '', '235', '7']);
});

test('years as people write them', () => {
  const year = (cell: string) => {
    const said = birthYearIn(cell);
    return 'fault' in said ? said.fault : said.value;
  };
  for (const cell of [
    '1958',
    '12/03/1958',
    '3-1958',
    '1958-03-12',
    'SN 1958',
    '12.3.1958',
    '1958.0',
  ])
    expect(year(cell)).toBe(1958);
  expect(year('58')).toBe('people.birth_year_four_digits');
  expect(year('12/3/58')).toBe('people.birth_year_four_digits');
  expect(year('21250')).toBe('people.import_birth_unclear');
  expect(year('khoảng 1958?')).toBe('people.import_birth_unclear');
});

test('villages by name, number, or the beginning of an address', () => {
  for (const cell of ['Xóm 3', 'XÓM 03', '3', 'xom 3, phường Thành Vinh'])
    expect(villageIn(cell, villages)).toBe('16681.03');
  expect(villageIn('Xóm 13', villages)).toBe('16681.13');
  expect(villageIn('Xóm 99', villages)).toBe(null);
});

test('headings as they come', () => {
  const found = ['Họ', 'Hộ', 'Họ và tên (chữ in hoa)', 'Năm sinh dương lịch', 'Ghi chú', 'SĐT'];
  expect(found.map(fieldOfHeading)).toEqual([
    'surname',
    'household',
    'name',
    'birth',
    null,
    'phone',
  ]);
  expect([0, 25, 26, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'BA']);
  expect(['Tổng cộng', 'Cộng', 'Tổng số: 5', 'Tống Thị Mai', 'Công'].map(isTotal)).toEqual([
    ...[true, true, true, false, true],
  ]);
});
