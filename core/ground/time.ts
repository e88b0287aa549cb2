/** A month of Viet Nam's calendar, "2026-10". Sorts as text. */
export type Month = string;
/** A day of Viet Nam's calendar, "2026-10-04". Sorts as text. */
export type Day = string;

const VN_OFFSET_MS = 7 * 3600 * 1000; // UTC+7 all year, no summer time

/** The day it is in Viet Nam at a moment. */
export function dayOf(moment: Date): Day {
  return new Date(moment.getTime() + VN_OFFSET_MS).toISOString().slice(0, 10);
}

/** The month it is in Viet Nam at a moment. */
export function monthOf(moment: Date): Month {
  return dayOf(moment).slice(0, 7);
}

/** The moment a day begins in Viet Nam, plus hours and minutes of its clock. */
export function momentOf(day: Day, hour = 0, minute = 0): Date {
  const at = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * 60_000 - VN_OFFSET_MS;
  return new Date(at);
}

export function monthPlus(month: Month, n: number): Month {
  const [y, m] = month.split('-').map(Number) as [number, number];
  const index = y * 12 + (m - 1) + n;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function monthsOfYear(year: number): Month[] {
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
}

/** The last day of a month. */
export function monthEnd(month: Month): Day {
  return new Date(Date.parse(`${monthPlus(month, 1)}-01T00:00:00Z`) - 86_400_000)
    .toISOString()
    .slice(0, 10);
}
