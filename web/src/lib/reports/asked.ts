import { type Ctx, type Month, monthOf, monthPlus } from '@suotdoi/core/ground';
import { type Subject, subjects, type UnitMap } from '@suotdoi/core/standing/model';
import { mapAsked } from '../unit-map.ts';

/** What the address of a report asks for; what it says wrongly is left out. */
export interface Asked {
  readonly subject: Subject;
  readonly month: Month | undefined;
  readonly map: UnitMap;
  /** The province whose tile is chosen on the map. */
  readonly chosen: string | undefined;
  /** Pages of a long list are counted from 1. */
  readonly page: number;
}

/** `?chi-tieu=families&thang=2026-09&ban-do=hom-nay&chon=40&trang=2` */
export function reportAsked(params: URLSearchParams): Asked {
  const month = params.get('thang') ?? '';
  const page = Number(params.get('trang'));
  return {
    subject: subjects.find((one) => one === params.get('chi-tieu')) ?? 'citizens',
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
    map: mapAsked(params),
    chosen: /^\d{2}$/.exec(params.get('chon') ?? '')?.[0],
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** Figures begin with the units of today: July 2025. */
const FIRST: Month = '2025-07';

/** Two years of months to choose from, the latest first. */
export function monthsToChoose({ now }: Ctx): Month[] {
  const latest = monthOf(now);
  return Array.from({ length: 24 }, (_, i) => monthPlus(latest, -i)).filter((m) => m >= FIRST);
}
