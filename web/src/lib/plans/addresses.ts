import type { Month } from '@suotdoi/core/ground';
import type { Indicator, Subject, UnitMap } from '@suotdoi/core/standing/model';
import { mapParam } from '../unit-map.ts';

/** What is usual is not said, so that the addresses of a long table stay short. */
export function planHref(
  unit: string,
  { year, subject, sort }: { year?: number; subject?: Subject; sort?: string } = {},
): string {
  return `/ke-hoach/${unit}${query({
    nam: year === undefined ? undefined : String(year),
    'chi-tieu': subject === 'citizens' ? undefined : subject,
    xep: sort,
  })}`;
}

/** The closed periods of a year; one of them opened. */
export function closingHref(
  unit: string,
  year: number,
  { period, done = false }: { period?: string; done?: boolean } = {},
): string {
  const asked = { nam: String(year), ky: period, 'da-chot': done ? '1' : undefined };
  return `/ke-hoach/${unit}/chot${query(asked)}${period ? `#${period}` : ''}`;
}

export interface FigureAddress {
  readonly indicator: Indicator;
  readonly month: Month;
  readonly added?: boolean;
  /** One group of people, as "sex:female"; '' is all. */
  readonly slice?: string;
  readonly map?: UnitMap;
}

/** Where a figure is taken apart; `file` gives it as a table for Excel. */
export function sourceHref(unit: string, figure: FigureAddress, file = false): string {
  return `/ke-hoach/${unit}/tu-dau-ra${file ? '.csv' : ''}${figureQuery(figure)}`;
}

/**
 * The acts behind a person, or behind a family or clan. `unit` and `figure` say where one came
 * from, for the way back.
 */
export function subjectHref(
  unit: string,
  [kind, id]: readonly ['nguoi' | 'tap-the', string],
  figure?: FigureAddress,
): string {
  return `/ke-hoach/${unit}/tu-dau-ra/${kind}/${id}${figure ? figureQuery(figure) : ''}`;
}

function figureQuery({ indicator, month, added, slice, map }: FigureAddress): string {
  return query({
    'chi-tieu': indicator,
    thang: month,
    them: added ? '1' : undefined,
    nhom: slice || undefined,
    'ban-do': mapParam(map),
  });
}

function query(params: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(params).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
}
