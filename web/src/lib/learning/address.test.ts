import { expect, test } from 'vitest';
import { addressOf, givenName } from './address.ts';

test('elders are bác; grown-ups anh or chị if the sex is known; nobody is guessed at', () => {
  const address = (birthYear: number, sex: string | null) => addressOf({ birthYear, sex }, 2026);
  expect(address(1963, 'female')).toBe('bac');
  expect(address(1971, null)).toBe('bac');
  expect(address(1972, 'male')).toBe('anh');
  expect(address(1990, 'female')).toBe('chi');
  expect(address(1990, null)).toBe('none');
  expect(address(2012, 'female')).toBe('none');
});

test('people are called by the last word of their name', () => {
  expect(givenName('Nguyễn Thị Hoa')).toBe('Hoa');
  expect(givenName('Hoa')).toBe('Hoa');
});
