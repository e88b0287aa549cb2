import type { Ctx, Month } from '@suotdoi/core/ground';
import { NATION, type Unit } from '@suotdoi/core/units';
import { keptBack, publicTable } from '../disclosure.ts';
import { type GroupShare, type PublicDimension, publicDimensions, type Share } from '../model.ts';
import { publicGroup } from '../rules.ts';
import { groupsAt } from './read.ts';

/** Groups of each dimension; null where one of them is too small to be told, here or beside. */
export type PublicGaps = Readonly<Record<PublicDimension, GroupShare[] | null>>;

/**
 * The groups of the nation or of a province. A dimension is told whole or not at all, and kept back
 * in at least two provinces if in any, so that no group of one is found from the nation's.
 */
export async function publicGaps(
  ctx: Ctx,
  { unit, month, provinces }: { unit: Unit; month: Month; provinces: readonly string[] },
): Promise<PublicGaps | null> {
  if (unit.level === 'commune') return null;
  const others = unit.level === 'nation' ? [] : provinces;
  const rows = await groupsAt(
    ctx,
    { units: [NATION, ...others], month, map: 'past' },
    publicDimensions,
  );
  const byUnit = Map.groupBy(rows, (row) => row.unit);
  const of = (dimension: PublicDimension) => {
    const groups = [NATION, ...others].map((code) => groupsOf(byUnit.get(code) ?? [], dimension));
    return toldGroups(groups, unit.level === 'nation' ? 0 : provinces.indexOf(unit.code) + 1);
  };
  return {
    age: of('age'),
    sex: of('sex'),
    ethnicity: of('ethnicity'),
    disability: of('disability'),
  };
}

/** The groups of one unit and dimension as the public reads them. */
function groupsOf(rows: readonly GroupShare[], dimension: PublicDimension): GroupShare[] {
  const mine = rows.filter(({ slice }) => slice.startsWith(`${dimension}:`));
  return [...Map.groupBy(mine, ({ slice }) => publicGroup(slice))].map(([slice, parts]) => ({
    slice,
    ...sumOf(parts),
  }));
}

function sumOf(shares: readonly Share[]): Share {
  const sum = (pick: 'n' | 'of') => shares.reduce((all, share) => all + share[pick], 0);
  return { n: sum('n'), of: sum('of') };
}

/**
 * The groups of one unit, or null where they are kept back. `groups`: of the whole first, then of
 * its parts; `at` is the one asked for.
 */
export function toldGroups(groups: readonly GroupShare[][], at: number): GroupShare[] | null {
  const slices = [...new Set(groups.flat().map(({ slice }) => slice))];
  const table = groups.map((unit) => {
    const share = (slice: string) => unit.find((group) => group.slice === slice);
    return slices.flatMap((slice) => {
      const { n, of } = share(slice) ?? { n: 0, of: 0 };
      return [n, of - n];
    });
  });
  const [whole = [], ...parts] = table;
  const wholeKept = keptBack([whole]).size > 0;
  if (at === 0) return wholeKept ? null : (groups[0] ?? []);
  const rest = whole.map((n, k) =>
    Math.max(
      0,
      parts.reduce((left, part) => left - (part[k] ?? 0), n),
    ),
  );
  // Whose whole is not told tells no groups either: they would add up to it.
  const shares = groups.map(sumOf);
  const main = publicTable(shares.slice(1), mainUnknown(shares[0]));
  const must = new Set([...main.n, ...main.of]);
  const kept = keptBack([...parts, rest], { must, wholeUnknown: wholeKept });
  return kept.has(at - 1) ? null : (groups[at] ?? []);
}

function mainUnknown(whole: Share = { n: 0, of: 0 }): { nUnknown: boolean; ofUnknown: boolean } {
  const { n, of } = publicTable([whole]);
  return { nUnknown: n.size > 0, ofUnknown: of.size > 0 };
}
