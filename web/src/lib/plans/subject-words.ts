import { flows, type Indicator, type Subject } from '@suotdoi/core/standing/model';
import type { Format, MessageKey, Translate } from '@suotdoi/messages';

/** What an indicator counts: the subject of a plan, or skills. */
export type Counted = Subject | 'skills';

export function countedBy(indicator: Indicator): Counted {
  if (indicator === 'skills_shown') return 'skills';
  if (indicator === 'learners' || indicator === 'habit') return 'citizens';
  return indicator.replace('_basic', '') as Subject;
}

export type Flow = (typeof flows)[number];

/** Whether a figure is of its month alone, and does not come together over months. */
export function isFlow(indicator: Indicator): indicator is Flow {
  return flows.some((flow) => flow === indicator);
}

const units = {
  citizens: 'plans.unit_citizens',
  families: 'plans.unit_families',
  clans: 'plans.unit_clans',
  communities: 'plans.unit_communities',
  skills: 'plans.unit_skills',
} as const satisfies Record<Counted, MessageKey>;

/** The word after a number: "người", "gia đình", … */
export function unitWord(t: Translate, counted: Counted, n: number): string {
  return t(units[counted], { n });
}

/** A number with its word, never broken over two lines: "46.020 người". */
export function counts(words: { t: Translate; f: Format }, counted: Counted, n: number): string {
  return words.f.unit(n, unitWord(words.t, counted, n));
}

/** "−2.480", "+12", "0": with the sign that stands on the line of figures. */
export function signed(f: Format, n: number): string {
  return n < 0 ? `−${f.number(-n)}` : `${n > 0 ? '+' : ''}${f.number(n)}`;
}
