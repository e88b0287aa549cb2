import type { PeriodState } from '@suotdoi/core/plans';
import { subjects } from '@suotdoi/core/standing/model';
import type { Translate } from '@suotdoi/messages';

type Figures = PeriodState['now'];

export interface PeriodRow {
  readonly label: string;
  readonly planned: number | null;
  readonly now: number;
  /** As signed; null while the period is open. */
  readonly closed: number | null;
}

/** A period's figures row by row: what there is now, and what was signed. */
export function periodRows(t: Translate, now: Figures, closed?: Figures): PeriodRow[] {
  const told = closed ?? now;
  const basic = subjects.map((subject): PeriodRow => {
    const indicator = `${subject}_basic`;
    return {
      label: t(`plans.chart_${subject}`),
      planned: told.planned[subject] ?? null,
      now: now.stocks[indicator] ?? 0,
      closed: closed ? (closed.stocks[indicator] ?? 0) : null,
    };
  });
  const flows = (['skills_shown', 'learners', 'habit'] as const)
    .filter((flow) => flow in told.flows)
    .map((flow): PeriodRow => {
      return {
        label: t(`plans.flow_${flow}`),
        planned: null,
        now: now.flows[flow] ?? 0,
        closed: closed ? (closed.flows[flow] ?? 0) : null,
      };
    });
  return [...basic, ...flows];
}
