import { type Period, periodKind } from '@suotdoi/core/plans/rules';
import type { Format, Translate } from '@suotdoi/messages';

/** "tháng 9/2026", "quý III năm 2026", "năm 2026". */
export function periodName({ t, f }: { t: Translate; f: Format }, period: Period): string {
  const kind = periodKind(period);
  if (kind === 'month') return f.month(period);
  const year = period.slice(0, 4);
  if (kind === 'year') return t('plans.period_year', { year });
  return t('plans.period_quarter', { quarter: f.quarter(Number(period.slice(6))), year });
}
