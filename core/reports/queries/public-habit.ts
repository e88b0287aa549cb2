import type { Ctx, Month } from '@suotdoi/core/ground';
import type { Unit } from '@suotdoi/core/units';
import { keptBack, labelsAreSafe } from '../disclosure.ts';
import type { Told } from '../model.ts';
import { FEWEST } from '../rules.ts';
import { habitBelow, type UnitHabit } from './read.ts';
import type { Habit } from './whole.ts';

/** The habit of a month as told: both numbers, or neither. */
export interface PublicHabit {
  readonly learners: Told;
  readonly habit: Told;
}

const cells = ({ learners, habit }: Omit<UnitHabit, 'code'>) => [
  learners,
  habit,
  Math.max(0, learners - habit),
];

/** The habit at the last unit of a path, kept back where it or its neighbours are too small. */
export async function publicHabit(
  ctx: Ctx,
  { path, month, top }: { path: readonly Unit[]; month: Month; top: Habit },
): Promise<PublicHabit> {
  const parents = path.slice(0, -1);
  const tables: UnitHabit[][] = [];
  // batch: all units below one; two turns at the most, nation and province
  for (const { code } of parents)
    tables.push(await habitBelow(ctx, { unit: code, month, map: 'past' }));
  let own: Omit<UnitHabit, 'code'> = top;
  let kept = keptBack([cells(top)]).size > 0;
  let labels = { learners: true, habit: true };
  tables.forEach((table, i) => {
    const parts = table.map(cells);
    const rest = cells(own).map((n, k) =>
      Math.max(
        0,
        parts.reduce((left, part) => left - (part[k] ?? 0), n),
      ),
    );
    const hidden = keptBack([...parts, rest], { wholeUnknown: kept });
    const at = table.findIndex(({ code }) => code === path[i + 1]?.code);
    own = table[at] ?? { learners: 0, habit: 0 };
    kept = hidden.has(at);
    const back = [...parts, rest].filter((_, k) => hidden.has(k));
    const safe = (column: number) => labelsAreSafe(back.map((row) => row[column] ?? 0));
    labels = { learners: safe(0), habit: safe(1) };
  });
  if (!kept) return { learners: own.learners, habit: own.habit };
  const veil = (n: number, few: boolean): Told => (few && n > 0 && n < FEWEST ? 'few' : 'withheld');
  return { learners: veil(own.learners, labels.learners), habit: veil(own.habit, labels.habit) };
}
