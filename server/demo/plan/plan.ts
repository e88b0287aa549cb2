import { type Day, momentOf } from '@suotdoi/core/ground';
import { dayIn } from './calendar.ts';
import { planClans, planFamilies } from './families.ts';
import { MOVER, type PlannedClan, type PlannedFamily, type PlannedPerson } from './people.ts';
import { type PlannedSession, planSessions } from './sessions.ts';
import { type PlannedTargets, planTargets } from './targets.ts';
import { type DemoSize, villagesOf } from './villages.ts';

/** Everything that is to be written, told before the first word of it is. */
export interface DemoPlan {
  readonly families: readonly PlannedFamily[];
  readonly clans: readonly PlannedClan[];
  readonly sessions: readonly PlannedSession[];
  readonly targets: readonly PlannedTargets[];
  readonly move: { readonly person: PlannedPerson; readonly to: string; readonly at: Date };
}

/** The same for the same day and size. Pure: no clock, no database. */
export function planDemo(today: Day, size: DemoSize): DemoPlan {
  const villages = villagesOf(size);
  const families = planFamilies(today, villages);
  const clans = planClans(today, villages, families);
  return {
    families,
    clans,
    sessions: planSessions(today, villages, families),
    targets: planTargets(today, villages, { families, clans }),
    move: { person: mover(families), to: MOVER.to, at: momentOf(dayIn(15, 1, today), 9) },
  };
}

function mover(families: readonly PlannedFamily[]): PlannedPerson {
  const found = families
    .filter(({ unit }) => unit === MOVER.from)
    .flatMap(({ members }) => members)
    .find(({ name, birthYear }) => name === MOVER.name && birthYear === MOVER.birthYear);
  if (!found) throw new Error('nobody moves');
  return found;
}
