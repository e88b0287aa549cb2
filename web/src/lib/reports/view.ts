import type { Month } from '@suotdoi/core/ground';
import type { Gaps, PublicReport, PublicUnit, ReportPage } from '@suotdoi/core/reports';
import type { Told, UnitMap } from '@suotdoi/core/reports/model';
import type { ClassLimits } from '@suotdoi/core/reports/rules';
import type { Subject } from '@suotdoi/core/standing/model';
import type { Unit } from '@suotdoi/core/units';
import { sourceHref } from '../plans/addresses.ts';

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
  readonly whole: Omit<PublicUnit, 'code' | 'name' | 'nameEn'>;
  readonly below: readonly PublicUnit[];
  /** Null where none are told; a dimension is null where it is kept back. */
  readonly gaps: { readonly [K in keyof Gaps]: Gaps[K] | null } | null;
  readonly habit: { readonly learners: Told; readonly habit: Told; readonly of: number | null };
  readonly limits: ClassLimits;
  /** Whether the reader may ask where a figure comes from. */
  readonly opens: boolean;
  readonly folded: Date | null;
}

export function officersView(page: ReportPage): View {
  const { whole, ...rest } = page;
  const { compared, habit, limits } = whole;
  const running = page.today !== null;
  return { ...rest, running, open: false, opens: true, whole, compared, habit, limits };
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
}

/** The report of a unit, for the same kind of reader. What is usual is not said. */
export function reportHref(unit: string, kept: Kept, file = ''): string {
  const base = kept.open ? '/so-lieu' : '/bao-cao';
  const said = Object.entries({
    'chi-tieu': kept.subject === 'citizens' ? undefined : kept.subject,
    thang: kept.month,
    'ban-do': kept.map === 'today' ? 'hom-nay' : undefined,
    trang: kept.page === undefined || kept.page === 1 ? undefined : String(kept.page),
  }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
  return `${base}/${unit}${file && `/${file}`}${query}`;
}

/** What the addresses of other reports take over from this one. */
export function keptOf({ open, subject, month, map, running }: View): Kept {
  return { open, subject, map, month: running ? undefined : month };
}

/** Where the figure of a unit comes from; null for those who may not ask. */
export function whence(view: View, unit: string): string | null {
  if (!view.opens) return null;
  return sourceHref(unit, { indicator: `${view.subject}_basic`, month: view.month });
}
