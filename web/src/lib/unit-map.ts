import type { UnitMap } from '@suotdoi/core/standing/model';

/** Which map of the units an address asks for: `?ban-do=hom-nay` is today's, else as it was. */
export function mapAsked(params: URLSearchParams): UnitMap {
  return params.get('ban-do') === 'hom-nay' ? 'today' : 'past';
}

/** What the address says of it: nothing for what is usual. */
export function mapParam(map: UnitMap | undefined): string | undefined {
  return map === 'today' ? 'hom-nay' : undefined;
}
