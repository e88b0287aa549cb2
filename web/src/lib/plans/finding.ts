import type { PlanPage, SubjectFigures } from '@suotdoi/core/plans';
import type { Format, Translate } from '@suotdoi/messages';
import { counts } from './subject-words.ts';

/** What the figures say about the year's plan, in words. */
export interface Finding {
  /** How it is drawn: kept, not kept, or nothing to judge. */
  readonly kind: 'ok' | 'wait' | undefined;
  readonly says: string;
  /** The pace of the last three months; its figure can be opened. */
  readonly pace: string | null;
  readonly more: readonly string[];
}

interface Words {
  readonly t: Translate;
  readonly f: Format;
}

/** The answer to "will the year's plan be met?", before any drawing. */
export function findingOf(
  { t, f }: Words,
  { year, month, today }: Pick<PlanPage, 'year' | 'month' | 'today'>,
  figures: SubjectFigures,
): Finding {
  const { subject, reached, outlook, months } = figures;
  const figure = (n: number) => counts({ t, f }, subject, n);
  const target = months.at(-1)?.planned ?? null;
  const plain = (says: string, ...more: string[]): Finding => ({
    kind: undefined,
    says,
    pace: null,
    more,
  });
  const said = { year: String(year), target: target === null ? '' : f.number(target) };
  if (!outlook) {
    if (target === null) {
      if (String(year) > today.slice(0, 4)) return plain(t('plans.find_no_target', said));
      return plain(t('plans.find_year_unplanned', { year: said.year, figure: figure(reached) }));
    }
    if (String(year) > today.slice(0, 4)) return plain(t('plans.find_year_ahead', said));
    const met = reached >= target;
    const key = met ? 'plans.find_year_met' : 'plans.find_year_short';
    return { ...plain(t(key, { ...said, figure: figure(reached) })), kind: met ? 'ok' : 'wait' };
  }
  const pace = outlook.pace && t('plans.find_pace', { figure: figure(outlook.pace.mean) });
  const unforeseen = outlook.pace ? [] : [t('plans.find_no_forecast')];
  if (target === null || outlook.needed === null) {
    const { says, more } = plain(t('plans.find_no_target', said), t('plans.find_no_target_why'));
    return { kind: undefined, says, pace, more };
  }
  if (outlook.needed === 0) return { kind: 'ok', says: t('plans.find_done'), pace, more: [] };
  const needed =
    outlook.left > 1
      ? t('plans.find_needed', { target: said.target, figure: figure(outlook.needed) })
      : t('plans.find_rest', { target: said.target, figure: figure(target - reached) });
  const more = [...unforeseen, needed, ...inSessions({ t, f }, figures)];
  return { ...judged({ t, f }, figures, f.monthName(month)), pace, more };
}

/** What it would take in evenings, at what an evening has brought here so far. */
function inSessions({ t, f }: Words, { subject, sessions }: SubjectFigures): string[] {
  if (!sessions) return [];
  const { weekly } = sessions;
  // Less than one for a session is told of ten of them, or of a hundred.
  const per = sessions.yield >= 0.95 ? 1 : sessions.yield >= 0.095 ? 10 : 100;
  const n = per === 1 ? sessions.yield : Math.round(sessions.yield * per);
  return [t('plans.find_yield', { per, figure: counts({ t, f }, subject, n), weekly })];
}

/** The first sentence: by the pace if it is known, else by this month's plan. */
function judged(
  words: Words,
  figures: SubjectFigures,
  month: string,
): Pick<Finding, 'kind' | 'says'> {
  const { t } = words;
  const { subject, state, outlook } = figures;
  if (outlook?.pace && outlook.needed !== null) {
    return outlook.pace.mean >= outlook.needed
      ? { kind: 'ok', says: t('plans.find_pace_enough') }
      : { kind: 'wait', says: t('plans.find_pace_short') };
  }
  const by = 'by' in state ? counts(words, subject, state.by) : '';
  if (state.kind === 'late') return { kind: 'wait', says: t('plans.find_late', { figure: by }) };
  if (state.kind === 'due') {
    return { kind: undefined, says: t('plans.find_due', { figure: by, month }) };
  }
  if (state.kind === 'ahead')
    return { kind: 'ok', says: t('plans.find_ahead', { figure: by, month }) };
  return { kind: 'ok', says: t('plans.find_met', { month }) };
}
