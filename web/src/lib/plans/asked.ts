import { type Ctx, type Month, monthOf } from '@suotdoi/core/ground';
import {
  flows,
  type Indicator,
  type Subject,
  stocks,
  subjects,
  type UnitMap,
} from '@suotdoi/core/standing/model';
import { mapAsked } from '../unit-map.ts';

/** What the address of a plan asks for; what it says wrongly is left out. */
export interface PlanAsked {
  readonly year: number | undefined;
  readonly subject: Subject;
}

/** The first and the last year that plans are made for. */
export const years = { first: 2025, last: 2100 } as const;

/** `?nam=2026&chi-tieu=families`; the form of targets says `cho` instead of `chi-tieu`. */
export function planAsked(params: URLSearchParams, subjectName = 'chi-tieu'): PlanAsked {
  const year = Number(params.get('nam'));
  const known = Number.isInteger(year) && year >= years.first && year <= years.last;
  const subject = subjects.find((one) => one === params.get(subjectName)) ?? 'citizens';
  return { year: known ? year : undefined, subject };
}

/** Things on one page of a long list. */
export const PAGE = 100;

const indicators: readonly Indicator[] = [...stocks, ...flows];

export interface SourceAsked {
  readonly indicator: Indicator;
  readonly month: Month;
  readonly added: boolean;
  /** One group of people; '' is all. */
  readonly slice: string;
  readonly map: UnitMap;
  /** Pages of a long list are counted from 1. */
  readonly page: number;
}

/** `?chi-tieu=citizens_basic&thang=2026-10`; `them=1`: only what the month added. */
export function sourceAsked({ now }: Ctx, params: URLSearchParams): SourceAsked {
  const month = params.get('thang') ?? '';
  const page = Number(params.get('trang'));
  return {
    indicator: indicators.find((one) => one === params.get('chi-tieu')) ?? 'citizens_basic',
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : monthOf(now),
    added: params.get('them') === '1',
    slice:
      /^(age|sex|ethnicity|disability|place):[\w+-]+$/.exec(params.get('nhom') ?? '')?.[0] ?? '',
    map: mapAsked(params),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}
