import type { Ctx, Month } from '@suotdoi/core/ground';
import type { Subject } from '@suotdoi/core/standing/model';
import { NATION, type Unit } from '@suotdoi/core/units';
import { type Level, levelOf, named, told, type UnitFigures } from '../levels.ts';
import type { PublicShare } from '../model.ts';
import { changesBelow, type OwnChange } from './read.ts';
import type { Whole } from './whole.ts';

/** A month of a unit as the public reads it. */
export interface PublicMonth extends PublicShare {
  readonly month: Month;
}

interface Asked {
  readonly unit: Unit;
  readonly month: Month;
  readonly subject: Subject;
  readonly top: Whole;
  readonly provinces: readonly UnitFigures[];
}

/**
 * The last two years of the nation or a province, each month told as its own page tells it.
 * Null for a commune: from month to month so few change there that they would be known.
 */
export async function publicMonths(ctx: Ctx, asked: Asked): Promise<PublicMonth[] | null> {
  const { unit, month, subject, top, provinces } = asked;
  if (unit.level === 'commune') return null;
  const changes =
    unit.level === 'nation'
      ? []
      : await changesBelow(ctx, { unit: NATION, month, map: 'past' }, [
          subject,
          `${subject}_basic`,
        ]);
  const byUnit = Map.groupBy(changes, (change) => change.unit);
  const at = (province: UnitFigures, until: Month): UnitFigures => {
    const own = byUnit.get(province.code) ?? [];
    return { ...province, n: sum(own, `${subject}_basic`, until), of: sum(own, subject, until) };
  };
  return top.months.map(({ month, n, of }) => {
    const alone = { compares: false, above: null };
    const nation = levelOf('', [figures({ n, of })], alone);
    const levels: Level[] = [nation];
    if (changes.length > 0) {
      const parts = provinces.map((province) => at(province, month));
      levels.push(levelOf(NATION, parts, { compares: false, above: nation }));
    }
    const { n: reached, of: all } = told(levels, unit.code);
    return { month, n: reached, of: all };
  });
}

function figures(share: { n: number; of: number }): UnitFigures {
  const name = { code: NATION, name: NATION, nameEn: NATION };
  return { ...named(name), ...share, nBefore: 0, ofBefore: 0 };
}

function sum(changes: readonly OwnChange[], indicator: string, until: Month): number {
  const counted = changes.filter((one) => one.indicator === indicator && one.month <= until);
  return counted.reduce((all, { n }) => all + n, 0);
}
