import { type Day, type Month, monthEnd } from '@suotdoi/core/ground/rules';
import type { PublicShare, Told } from '@suotdoi/core/reports/model';
import { rateOf } from '@suotdoi/core/reports/rules';
import type { Format, MessageKey, Translate } from '@suotdoi/messages';

export interface Words {
  readonly t: Translate;
  readonly f: Format;
}

const NONE = '–';

/** A number, or why there is none. */
export function toldWord({ t, f }: Words, n: Told): string {
  return typeof n === 'number' ? f.number(n) : t(`reports.${n}`);
}

export function rateWord({ f }: Words, share: PublicShare | null): string {
  const rate = share && rateOf(share);
  return rate === null ? NONE : f.percent(rate);
}

/** A difference of two rates in points, as the two are written; null if one is not known. */
export function pointsBetween(now: PublicShare, before: PublicShare | null): number | null {
  const [a, b] = [rateOf(now), before && rateOf(before)];
  if (a === null || b === null) return null;
  return (Math.round(a * 1000) - Math.round(b * 1000)) / 10;
}

const groups: Readonly<Record<string, MessageKey>> = {
  'age:15-29': 'reports.age_15_29',
  'age:30-44': 'reports.age_30_44',
  'age:45-59': 'reports.age_45_59',
  'age:60-74': 'reports.age_60_74',
  'age:75+': 'reports.age_75',
  'age:15-59': 'reports.age_15_59',
  'age:60+': 'reports.age_60',
  'sex:female': 'reports.sex_female',
  'sex:male': 'reports.sex_male',
  'ethnicity:kinh': 'reports.ethnicity_kinh',
  'ethnicity:other': 'reports.ethnicity_other',
  'disability:yes': 'reports.disability_yes',
  'disability:no': 'reports.disability_no',
  'place:remote': 'reports.place_remote',
  'place:other': 'reports.place_other',
};

/** "Từ 60 tuổi", "Nữ", …; what was never asked is said so. */
export function groupWord(t: Translate, slice: string): string {
  return t(groups[slice] ?? 'reports.group_unknown');
}

/** Of which day the figures are, and when they were last brought up to date. */
export function asOf(
  { t, f }: Words,
  { month, folded }: { month: Month; folded: Date | null },
  today: Day | null,
): string {
  if (!folded) return t('plans.never_folded');
  const day = f.date(today ?? monthEnd(month));
  const sameDay = today !== null && f.date(folded) === day;
  return t('plans.as_of', { day, time: sameDay ? f.time(folded) : f.dateTime(folded) });
}
