import { type Day, dayOf, type Month, monthEnd } from '@suotdoi/core/ground';
import { type Indicator, type Standard, standards, type Way } from './model.ts';
import { type CountedSkill, shareReached, standardOn } from './rules.ts';

/**
 * What one subject adds to one figure: a change of `n` in `month` at `unit`. A stock at the end of
 * a month is the sum of all changes up to it. No clock is read: the same facts give the same rows.
 */
export interface Contribution {
  readonly indicator: Indicator;
  /** '' for the whole; 'via:…' for a part. The parts add up to the whole. */
  readonly slice: string;
  readonly unit: string;
  readonly month: Month;
  readonly n: number;
}

/** Figures begin here; what is older counts in this opening month (units have dates from it on). */
export const OPENING: Day = '2025-07-01';

export interface Stay {
  readonly unit: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** What is known of a person that figures depend on. */
export interface PersonFacts {
  readonly birthYear: number;
  readonly died: Day | null;
  readonly sex: string | null;
  readonly ethnicity: string | null;
  readonly disability: boolean | null;
  readonly stays: readonly Stay[];
}

export interface Reached {
  readonly at: string;
  readonly via: Way;
}

const FOREVER: Day = '9999-12-31';

/** Days in [from, to) as the months in which a stock changes; nothing if no month's end lies within. */
function span(indicator: Indicator, slice: string, stay: Stay): Contribution[] {
  const to = stay.to ?? FOREVER;
  if (stay.from >= to) return [];
  const enter = monthIn(stay.from);
  const rows: Contribution[] = [{ indicator, slice, unit: stay.unit, month: enter, n: 1 }];
  if (to !== FOREVER) rows.push({ indicator, slice, unit: stay.unit, month: monthIn(to), n: -1 });
  return rows;
}

function monthIn(day: Day): Month {
  return later(day, OPENING).slice(0, 7);
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function sooner(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The day on which a person is first counted as a citizen of the standard: the year they turn 15. */
export function adultFrom(birthYear: number, minAge: number): Day {
  return `${birthYear + minAge}-01-01`;
}

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

/**
 * A person adds to the citizens where they live, to those who reached the standard, and to skills
 * shown. Ages beyond the horizon (a year) are left to a later fold, or figures would be kept for
 * every year of a life to come.
 */
export function personContributions(
  facts: PersonFacts,
  { counted, reached }: { counted: readonly CountedSkill[]; reached: Reached | null },
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
  return net(rows);
}

function within(stay: Stay, when: { from: Day; to: Day | null }): Stay {
  return { unit: stay.unit, from: later(stay.from, when.from), to: sooner(stay.to, when.to) };
}

function minAge(): number {
  return standardOn(OPENING, standards).citizen.minAge;
}

/** Where someone lived on a day; before the first stay, the first. */
export function placeOn(stays: readonly Stay[], day: Day): string | null {
  const there = stays.find((s) => s.from <= day && (s.to === null || day < s.to));
  return there?.unit ?? stays[0]?.unit ?? null;
}

export interface MemberFacts extends PersonFacts {
  readonly head: boolean;
  readonly from: Day;
  readonly to: Day | null;
  readonly reachedAt: Date | null;
}

export interface CollectiveFacts {
  readonly kind: 'family' | 'clan';
  readonly unit: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly members: readonly MemberFacts[];
}

/**
 * A family is counted where its head lives, a clan at its unit. Its state is judged at the end of
 * each month in which something about it changes.
 */
export function collectiveContributions(facts: CollectiveFacts): Contribution[] {
  const [all, basic] =
    facts.kind === 'family'
      ? (['families', 'families_basic'] as const)
      : (['clans', 'clans_basic'] as const);
  const states = changeMonths(facts).map((month) => ({ month, ...stateAt(facts, month) }));
  return net([
    ...changes(
      all,
      states.map((s) => ({ month: s.month, unit: s.unit })),
    ),
    ...changes(
      basic,
      states.map((s) => ({ month: s.month, unit: s.reached ? s.unit : null })),
    ),
  ]);
}

function changeMonths(facts: CollectiveFacts): Month[] {
  const days: (Day | null)[] = [facts.from, facts.to, ...standards.map((s) => s.validFrom)];
  for (const m of facts.members) {
    days.push(m.from, m.to, m.died, adultFrom(m.birthYear, minAge()));
    if (m.reachedAt) days.push(dayOf(new Date(m.reachedAt)));
    if (m.head) for (const stay of m.stays) days.push(stay.from);
  }
  const months = days.filter((d) => d !== null).map(monthIn);
  const first = monthIn(facts.from);
  return [...new Set(months)].filter((m) => m >= first).sort();
}

function stateAt(facts: CollectiveFacts, month: Month): { unit: string | null; reached: boolean } {
  const day = monthEnd(month);
  const gone = facts.to !== null && facts.to <= day;
  if (gone) return { unit: null, reached: false };
  const rule = standardOn(day, standards);
  const living = facts.members.filter(
    (m) =>
      later(m.from, OPENING) <= later(day, OPENING) &&
      (m.to === null || m.to > day) &&
      (m.died === null || m.died > day),
  );
  const adults = living.filter((m) => adultFrom(m.birthYear, rule.citizen.minAge) <= day);
  const able = adults.filter((m) => m.reachedAt && dayOf(new Date(m.reachedAt)) <= day);
  const head = facts.kind === 'family' ? facts.members.find((m) => m.head) : undefined;
  return {
    unit: (head && placeOn(head.stays, day)) ?? facts.unit,
    reached: shareReached({ members: adults.length, reached: able.length }, rule[facts.kind]),
  };
}

/** A place held from month to month as changes: leaving the old one, entering the new one. */
function changes(
  indicator: Indicator,
  states: readonly { month: Month; unit: string | null }[],
): Contribution[] {
  const rows: Contribution[] = [];
  let held: string | null = null;
  for (const { month, unit } of states) {
    if (unit === held) continue;
    if (held) rows.push({ indicator, slice: '', unit: held, month, n: -1 });
    if (unit) rows.push({ indicator, slice: '', unit, month, n: 1 });
    held = unit;
  }
  return rows;
}

/** Changes in a village's own figures, by month. */
export interface VillageFacts {
  readonly unit: string;
  readonly from: Day;
  readonly months: readonly { month: Month; citizens: number; reached: number }[];
}

/** A village counts as one community; it is basic while enough of its citizens are. */
export function communityContributions(village: VillageFacts): Contribution[] {
  const start = monthIn(village.from);
  const sum = { members: 0, reached: 0 };
  const states = [...village.months]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .map(({ month, citizens, reached }) => {
      sum.members += citizens;
      sum.reached += reached;
      const rule: Standard = standardOn(monthEnd(month), standards);
      return { month, unit: shareReached(sum, rule.community) ? village.unit : null };
    });
  return net([
    { indicator: 'communities', slice: '', unit: village.unit, month: start, n: 1 },
    ...changes('communities_basic', states),
  ]);
}

/** Adds up rows of the same figure, place and month; what comes to nothing is left out. */
export function net(rows: readonly Contribution[]): Contribution[] {
  const sums = new Map<string, Contribution>();
  for (const row of rows) {
    const key = `${row.indicator}|${row.slice}|${row.unit}|${row.month}`;
    const known = sums.get(key);
    sums.set(key, known ? { ...known, n: known.n + row.n } : row);
  }
  return [...sums.values()].filter((row) => row.n !== 0);
}
