import type { Locale } from './index.ts';

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

/** A moment, or a day "2026-10-04" of Viet Nam's calendar. */
type When = Date | string;

/**
 * Writes figures and times as people read them: 46.020; 41,2%; 7 giờ 30; 1/10/2026; "thứ Ba".
 * Times are Viet Nam's (UTC+7), whatever the clock of the machine.
 */
export interface Format {
  /** 46020 → "46.020", 1234.5 → "1.234,5" (at most one digit after the comma). */
  number(n: number): string;
  /** 0.511 → "51,1%". */
  percent(ratio: number): string;
  /** 12, "người" → "12 người", never broken over two lines. */
  unit(n: number, unit: string): string;
  /** "1/10/2026". */
  date(when: When): string;
  /** "7 giờ 30", "8 giờ". */
  time(moment: Date): string;
  /** "1/10/2026, 7 giờ 30". */
  dateTime(moment: Date): string;
  /** "thứ Ba", "Chủ nhật": inside a sentence. */
  weekday(when: When): string;
  /** "Thứ Ba, 29/9/2026": at the head of a sentence. */
  longDate(when: When): string;
  /** "2026-10" → "tháng 10/2026". */
  month(month: string): string;
  /** "2026-10" → "tháng 10". */
  monthName(month: string): string;
  /** 3 → "quý III". */
  quarter(quarter: number): string;
  /** First letter as a capital, for headings and rows. */
  capital(text: string): string;
}

const formats: Readonly<Record<Locale, Format>> = {
  vi: makeFormat('vi', {
    tag: 'vi-VN',
    date: { day: 'numeric', month: 'numeric', year: 'numeric' },
    weekdays: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
    time: (hour, minute) => `${hour}${NBSP}giờ${minute ? NBSP + pad(minute) : ''}`,
    month: (month) => `tháng${NBSP}${month}`,
    monthOfYear: (month, year) => `tháng${NBSP}${month}/${year}`,
    quarter: (roman) => `quý${NBSP}${roman}`,
  }),
  en: makeFormat('en', {
    tag: 'en-GB',
    date: { day: 'numeric', month: 'short', year: 'numeric' },
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    time: (hour, minute) => `${hour}:${pad(minute)}`,
    month: (month) => englishMonths[month - 1] ?? '',
    monthOfYear: (month, year) => `${englishMonths[month - 1]}${NBSP}${year}`,
    quarter: (_roman, quarter) => `quarter${NBSP}${quarter}`,
  }),
};

/** The formats of a language. */
export function format(locale: Locale): Format {
  return formats[locale];
}

interface Manners {
  readonly tag: string;
  readonly date: Intl.DateTimeFormatOptions;
  readonly weekdays: readonly string[];
  time(hour: number, minute: number): string;
  month(month: number): string;
  monthOfYear(month: number, year: number): string;
  quarter(roman: string, quarter: number): string;
}

function makeFormat(locale: Locale, manners: Manners): Format {
  const number = new Intl.NumberFormat(manners.tag, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(manners.tag, {
    style: 'percent',
    maximumFractionDigits: 1,
  });
  const day = new Intl.DateTimeFormat(manners.tag, { ...manners.date, timeZone: 'UTC' });
  const date = (when: When) => day.format(inVietNam(when)).replaceAll(' ', NBSP);
  const weekday = (when: When) => manners.weekdays[inVietNam(when).getUTCDay()] ?? '';
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  const time = (moment: Date) => {
    const there = inVietNam(moment);
    return manners.time(there.getUTCHours(), there.getUTCMinutes());
  };
  return {
    number: (n) => number.format(n),
    percent: (ratio) => percent.format(ratio),
    unit: (n, unit) => `${number.format(n)}${NBSP}${unit}`,
    date,
    time,
    dateTime: (moment) => `${date(moment)}, ${time(moment)}`,
    weekday,
    longDate: (when) => `${capital(weekday(when))}, ${date(when)}`,
    month: (month) => manners.monthOfYear(Number(month.slice(5)), Number(month.slice(0, 4))),
    monthName: (month) => manners.month(Number(month.slice(5))),
    quarter: (quarter) => manners.quarter(romans[quarter - 1] ?? '', quarter),
    capital,
  };
}

/** The same wall clock as in Viet Nam, carried in the UTC fields: UTC+7 all year, no summer time. */
function inVietNam(when: When): Date {
  if (typeof when === 'string') return new Date(`${when}T00:00:00Z`);
  return new Date(when.getTime() + 7 * 3_600_000);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

const romans = ['I', 'II', 'III', 'IV'];

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
