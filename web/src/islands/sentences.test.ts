import { expect, test } from 'vitest';
import { sentencesOf } from './sentences.ts';

const said = (text: string) => sentencesOf(text).map(([from, to]) => text.slice(from, to));

test('a text is said sentence by sentence', () => {
  expect(
    said(' Đất tốt thì rau khoẻ. Không dùng phân tươi! Vì sao?\n Phân tươi có giun sán '),
  ).toEqual(['Đất tốt thì rau khoẻ.', 'Không dùng phân tươi!', 'Vì sao?', 'Phân tươi có giun sán']);
});

test('figures, dates and short names are not cut', () => {
  expect(said('Đã có 46.020 người, đạt 51,1%. Số liệu đến 30/9/2026.')).toEqual([
    'Đã có 46.020 người, đạt 51,1%.',
    'Số liệu đến 30/9/2026.',
  ]);
  expect(said('Đang gửi 3 việc… Xong.')).toEqual(['Đang gửi 3 việc…', 'Xong.']);
});

test('nothing is said of nothing', () => {
  expect(said('  \n ')).toEqual([]);
});
