import { type Day, dayOf, monthOf } from '@suotdoi/core/ground';
import type { FigureSource } from '@suotdoi/core/standing';
import { standards } from '@suotdoi/core/standing/model';
import { standardOn } from '@suotdoi/core/standing/rules';
import type { Format, Translate } from '@suotdoi/messages';
import { groupWord } from '../reports/report-words.ts';
import { unitName } from './crumb.ts';
import { calledBy } from './pseudonym.ts';
import { ruleSentence } from './rule-words.ts';
import { countedBy, counts, isFlow } from './subject-words.ts';

interface Words {
  readonly t: Translate;
  readonly f: Format;
}

/** Heading and line of context of a figure's source; `now` is the moment of reading. */
export function sourceHead(
  { t, f }: Words,
  source: FigureSource,
  now: Date,
): { title: string; text: string } {
  const { indicator, month, added, total } = source;
  const figure = counts({ t, f }, countedBy(indicator), total);
  const age = standardOn(dayOf(now), standards).citizen.minAge;
  const all = t(`standing.what_${indicator}`, { age });
  const group = source.slice && groupWord(t, source.slice);
  const what = group ? t('reports.of_group', { what: all, group }) : all;
  const onMap = source.map === 'today' ? ` ${t('reports.on_map_today')}` : '';
  const said = {
    what,
    unit: unitName(source.unit, t.locale),
    month: f.month(month),
    day: f.date(dayOf(now)),
  };
  if (added && !isFlow(indicator)) {
    const title = t('standing.title_added', { month: f.capital(f.monthName(month)), figure });
    return { title, text: t('standing.lead_added', said) + onMap };
  }
  const lead = added
    ? 'standing.lead_added'
    : month === monthOf(now)
      ? 'standing.lead_now'
      : 'standing.lead_total';
  return { title: t('standing.title_total', { figure }), text: t(lead, said) + onMap };
}

/** What counts for the figure, in one sentence. */
export function howCounted(words: Words, { indicator }: FigureSource, today: Day): string {
  const { t } = words;
  const age = standardOn(today, standards).citizen.minAge;
  if (isFlow(indicator)) return t(`standing.how_${indicator}`);
  const counted = countedBy(indicator);
  if (counted === 'skills' || !indicator.endsWith('_basic')) {
    return t(`standing.how_${counted === 'skills' ? 'skills_shown' : counted}`, { age });
  }
  return ruleSentence(words, counted, today);
}

export type ListedKind = 'person' | 'family' | 'clan' | 'village';

/** What stands in the list of a figure. */
export function listedKind({ indicator }: FigureSource): ListedKind {
  const counted = countedBy(indicator);
  if (counted === 'families') return 'family';
  if (counted === 'clans') return 'clan';
  return counted === 'communities' ? 'village' : 'person';
}

/** What one thing of the list is called. */
export function listedName(
  t: Translate,
  kind: ListedKind,
  one: { subject: string; name: string | null },
) {
  if (kind === 'village') return one.name ?? one.subject;
  return calledBy(t, kind, { id: one.subject, name: one.name });
}
