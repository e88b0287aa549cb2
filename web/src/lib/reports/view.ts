import type { Month } from '@suotdoi/core/ground';
import type { PublicReport, PublicUnit, ReportPage } from '@suotdoi/core/reports';
import type { Dimension, GroupShare, PublicShare, Told } from '@suotdoi/core/reports/model';
import type { ClassLimits } from '@suotdoi/core/reports/rules';
import type { Indicator, Subject, UnitMap } from '@suotdoi/core/standing/model';
import type { Unit } from '@suotdoi/core/units';
import { type FigureAddress, sourceHref } from '../plans/addresses.ts';
import { mapParam } from '../unit-map.ts';

/** A month as it is drawn; the learners are told to officers only. */
export interface ViewMonth extends PublicShare {
  readonly month: Month;
  readonly learners?: number;
  readonly habit?: number;
}

/** A report as it is drawn: an officer's, or the one that everybody reads. */
export interface View {
  readonly open: boolean;
  readonly unit: Unit;
  readonly subject: Subject;
  readonly month: Month;
  /** The month still runs: addresses need not say it. */
  readonly running: boolean;
  readonly compared: Month | null;
  readonly map: UnitMap;
  readonly whole: PublicShare & { readonly before: PublicShare | null };
  readonly below: readonly PublicUnit[];
  /** Null where none are told; a dimension is null where it is kept back, or absent. */
  readonly gaps: { readonly [K in Dimension]?: GroupShare[] | null } | null;
  /** Two years, the latest month last; null where none are told. */
  readonly months: readonly ViewMonth[] | null;
  readonly habit: { readonly learners: Told; readonly habit: Told; readonly of: number | null };
  readonly limits: ClassLimits;
  /** Whether the reader may ask where a figure comes from. */
  readonly opens: boolean;
  readonly folded: Date | null;
}

export function officersView(page: ReportPage): View {
  const { whole, ...rest } = page;
  const { compared, habit, limits, months } = whole;
  const running = page.today !== null;
  return { ...rest, running, open: false, opens: true, whole, compared, habit, limits, months };
}

export function publicView(report: PublicReport): View {
  const running = report.today !== null;
  return { ...report, running, open: true, map: 'past', habit: { ...report.habit, of: null } };
}

interface Kept {
  readonly open?: boolean;
  readonly subject?: Subject;
  readonly month?: Month | undefined;
  readonly map?: UnitMap;
  readonly page?: number;
  /** The tile that is looked at. */
  readonly chosen?: string | undefined;
}

/** The report of a unit, for the same kind of reader. What is usual is not said. */
export function reportHref(unit: string, kept: Kept, file = ''): string {
  const base = kept.open ? '/so-lieu' : '/bao-cao';
  const said = Object.entries({
    'chi-tieu': kept.subject === 'citizens' ? undefined : kept.subject,
    thang: kept.month,
    'ban-do': mapParam(kept.map),
    chon: kept.chosen,
    trang: kept.page === undefined || kept.page === 1 ? undefined : String(kept.page),
  }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
  return `${base}/${unit}${file && `/${file}`}${query}`;
}

/** What the addresses of other reports take over from this one. */
export function keptOf({ open, subject, month, map, running }: View): Kept {
  return { open, subject, map, month: running ? undefined : month };
}

/** Where a figure comes from; null for those who may not ask, and where there is nothing to see. */
export function sourceOf(
  { opens, month, map }: View,
  unit: string,
  figure: Partial<FigureAddress> & { indicator: Indicator; n: Told },
): string | null {
  const { n, ...address } = figure;
  if (!opens || typeof n !== 'number' || n === 0) return null;
  return sourceHref(unit, { month, map, ...address });
}

/** How many reached the figure of the report: the way to where that comes from. */
export function whence(view: View, unit: string, { n }: PublicShare): string | null {
  return sourceOf(view, unit, { indicator: `${view.subject}_basic`, n });
}
