import { type Day, dayOf, type Month, monthEnd, monthPlus } from '@suotdoi/core/ground';
import {
  adultFrom,
  type Contribution,
  later,
  minAge,
  monthIn,
  net,
  OPENING,
  type PersonFacts,
  placeOn,
  type Reached,
  type Stay,
  sooner,
  span,
} from './contributions.ts';
import type { CountedSkill } from './rules.ts';

/** Age bands of reports: the youngest age of each; people of 60 and more are the elders of the law. */
export const bands = [15, 30, 45, 60, 75];

/** A person's slices: one dimension each, with the days in which they hold. */
function slicesOf(
  facts: PersonFacts,
  horizon: number,
): { slice: string; from: Day; to: Day | null }[] {
  const always = { from: OPENING, to: null };
  const ages = bands.flatMap((from, i) => {
    const next = bands[i + 1];
    const last = next === undefined || facts.birthYear + next > horizon;
    if (facts.birthYear + from > horizon) return [];
    const slice = next === undefined ? `age:${from}+` : `age:${from}-${next - 1}`;
    return [
      {
        slice,
        from: adultFrom(facts.birthYear, from),
        to: last ? null : adultFrom(facts.birthYear, next),
      },
    ];
  });
  return [
    { slice: '', ...always },
    ...ages,
    { slice: `sex:${facts.sex ?? 'unknown'}`, ...always },
    { slice: `ethnicity:${ethnicityOf(facts.ethnicity)}`, ...always },
    { slice: `disability:${yesNo(facts.disability)}`, ...always },
  ];
}

function ethnicityOf(ethnicity: string | null): string {
  if (!ethnicity) return 'unknown';
  return /^kinh$/i.test(ethnicity) ? 'kinh' : 'other';
}

function yesNo(known: boolean | null): string {
  if (known === null) return 'unknown';
  return known ? 'yes' : 'no';
}

/** What a person's acts come to. */
export interface PersonActs {
  readonly counted: readonly CountedSkill[];
  readonly reached: Reached | null;
  /** Months with at least one act. */
  readonly activeMonths: readonly Month[];
}

/**
 * A person adds to the citizens where they live, to those who reached the standard, and to skills
 * shown. Ages beyond the horizon (a year) are left to a later fold, or figures would be kept for
 * every year of a life to come.
 */
export function personContributions(
  facts: PersonFacts,
  { counted, reached, activeMonths }: PersonActs,
  horizon: number,
): Contribution[] {
  const adult = adultFrom(facts.birthYear, minAge());
  const rows: Contribution[] = [];
  const slices = Number(adult.slice(0, 4)) > horizon ? [] : slicesOf(facts, horizon);
  for (const stay of facts.stays) {
    const to = sooner(stay.to, facts.died);
    const lives = { unit: stay.unit, from: later(stay.from, adult), to };
    for (const { slice, ...when } of slices) {
      rows.push(...span('citizens', slice, within(lives, when)));
      if (!reached) continue;
      const able = within(lives, { ...when, from: later(when.from, dayOf(new Date(reached.at))) });
      rows.push(...span('citizens_basic', slice, able));
      if (slice === '') rows.push(...span('citizens_basic', `via:${reached.via}`, able));
    }
  }
  for (const { at, unit } of counted) {
    const day = dayOf(new Date(at));
    const place = unit ?? placeOn(facts.stays, day);
    if (place) {
      rows.push({ indicator: 'skills_shown', slice: '', unit: place, month: monthIn(day), n: 1 });
    }
  }
  rows.push(...habit(facts, activeMonths));
  return net(rows);
}

/** Months with an act, and months that end three months on end with one; where the person lived then. */
function habit({ stays }: PersonFacts, activeMonths: readonly Month[]): Contribution[] {
  const active = new Set(activeMonths);
  return activeMonths.flatMap((month) => {
    const unit = placeOn(stays, monthEnd(month));
    if (!unit) return [];
    const row = { slice: '', unit, month: monthIn(`${month}-01`), n: 1 };
    const held = active.has(monthPlus(month, -1)) && active.has(monthPlus(month, -2));
    const learner: Contribution = { ...row, indicator: 'learners' };
    return held ? [learner, { ...row, indicator: 'habit' }] : [learner];
  });
}

function within(stay: Stay, when: { from: Day; to: Day | null }): Stay {
  return { unit: stay.unit, from: later(stay.from, when.from), to: sooner(stay.to, when.to) };
}
