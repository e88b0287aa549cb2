import { type Day, dayOf, type Month, monthEnd } from '@suotdoi/core/ground';
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
} from './contributions.ts';
import { type Indicator, type Standard, standards } from './model.ts';
import { shareReached, standardOn } from './rules.ts';

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
