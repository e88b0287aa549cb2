import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('a table opens in Excel with its accents, one row a line', () => {
  expect(
    csv([
      ['Đơn vị', 'Số'],
      ['Xóm 3', 12],
    ]),
  ).toBe('\ufeffĐơn vị,Số\r\nXóm 3,12\r\n');
});

test('commas, quotes and new lines stay inside their cell', () => {
  expect(csv([['Thôn "Đông", xã A', 'hai\ndòng']])).toBe(
    '\ufeff"Thôn ""Đông"", xã A","hai\ndòng"\r\n',
  );
});

test('a name can never become a formula, a negative number stays a number', () => {
  expect(csv([['=HYPERLINK("http://x")', '+84', '-1', '@a', -1]])).toBe(
    '\ufeff"\'=HYPERLINK(""http://x"")",\'+84,\'-1,\'@a,-1\r\n',
  );
});
