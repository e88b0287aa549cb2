import { describe, expect, test } from 'vitest';
import { format, isMessageKey, translator } from './index.ts';

describe('words', () => {
  test('the same sentence is said in the language that is asked for', () => {
    expect(translator('vi')('web.sign_in')).toBe('Đăng nhập');
    expect(translator('en')('web.sign_in')).toBe('Sign in');
  });

  test('a value stands where the sentence wants it, letter by letter as it was given', () => {
    const t = translator('vi');
    expect(t('ground.fault_code', { code: '0a1b{}' })).toBe('Mã để báo cán bộ: 0a1b{}');
    expect(t('web.page_title', { page: '<b>Kế hoạch</b>' })).toBe('<b>Kế hoạch</b> – Suốt Đời');
  });

  test('a sentence that lacks its value is a fault of ours, not a hole in a page', () => {
    expect(() => translator('vi')('ground.fault_code')).toThrow();
  });

  test('a code without words is known as such, and nothing inherited passes for a key', () => {
    expect(isMessageKey('ground.invalid_input')).toBe(true);
    expect(isMessageKey('ground.no_such_thing')).toBe(false);
    expect(isMessageKey('toString')).toBe(false);
  });
});

describe('figures and times in Vietnamese', () => {
  const f = format('vi');

  test('figures have points for thousands and a comma before tenths', () => {
    expect(f.number(46020)).toBe('46.020');
    expect(f.number(1234.56)).toBe('1.234,6');
    expect(f.percent(0.511)).toBe('51,1%');
    expect(f.percent(0)).toBe('0%');
  });

  test('a figure never parts from its unit at the end of a line', () => {
    expect(f.unit(1380, 'người')).toBe('1.380\u00a0người');
  });

  test('a moment is told by the clock of Viet Nam, whatever the machine says', () => {
    const lastMinuteOfSeptember = new Date('2026-09-30T16:59:00Z');
    const firstOfOctober = new Date('2026-09-30T17:00:00Z');
    expect(f.date(lastMinuteOfSeptember)).toBe('30/9/2026');
    expect(f.date(firstOfOctober)).toBe('1/10/2026');
    expect(f.dateTime(lastMinuteOfSeptember)).toBe('30/9/2026, 23\u00a0giờ\u00a059');
    expect(f.time(new Date('2026-10-01T00:30:00Z'))).toBe('7\u00a0giờ\u00a030');
    expect(f.time(new Date('2026-10-01T01:00:00Z'))).toBe('8\u00a0giờ');
    expect(f.time(new Date('2026-10-01T01:05:00Z'))).toBe('8\u00a0giờ\u00a005');
  });

  test('weekdays are words, small inside a sentence and great at its head', () => {
    expect(f.weekday('2026-09-29')).toBe('thứ Ba');
    expect(f.weekday('2026-10-04')).toBe('Chủ nhật');
    expect(f.longDate('2026-09-29')).toBe('Thứ Ba, 29/9/2026');
  });

  test('months and quarters have the names people use', () => {
    expect(f.month('2026-10')).toBe('tháng\u00a010/2026');
    expect(f.monthName('2026-01')).toBe('tháng\u00a01');
    expect(f.capital(f.monthName('2026-01'))).toBe('Tháng\u00a01');
    expect(f.quarter(3)).toBe('quý\u00a0III');
  });
});

test('English writes the same figures and days its own way', () => {
  const f = format('en');
  expect(f.number(46020)).toBe('46,020');
  expect(f.percent(0.511)).toBe('51.1%');
  expect(f.longDate('2026-09-29')).toBe('Tuesday, 29\u00a0Sept\u00a02026');
  expect(f.time(new Date('2026-10-01T00:30:00Z'))).toBe('7:30');
  expect(f.month('2026-10')).toBe('October\u00a02026');
  expect(f.quarter(3)).toBe('quarter\u00a03');
});
