import { type Ctx, type Month, momentOf, monthPlus } from '@suotdoi/core/ground';
import { skillActivity } from '@suotdoi/core/record/model';
import type { Level } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { type Indicator, skills, type UnitMap } from '../model.ts';

export interface FigureAsked {
  readonly unit: string;
  readonly indicator: Indicator;
  readonly month: Month;
  /** Only what changed within the month, not what had come together by its end. */
  readonly added?: boolean;
  /** Only one group of people, as "sex:female"; all if absent. */
  readonly slice?: string;
  /** Units as they were in that month, unless today's map is asked for. */
  readonly map?: UnitMap;
  /** Which of the things counted at the very unit are listed: 100 from the first on unless told. */
  readonly skip?: number;
  readonly most?: number;
}

/** What was asked, whole, with the level of its unit. */
export type Figure = Required<FigureAsked> & { readonly level: Level };

/** Acts of the place that are kept but add to no figure. */
export interface NotCounted {
  /** Shown with a prompt, shown with help, only declared, or checked where it must be shown. */
  readonly prompted: number;
  readonly helped: number;
  readonly declared: number;
  readonly checked: number;
  /** Written by mistake and voided. */
  readonly voided: number;
}

/** The first moment of the figure's period, and the first one after it. */
function period({ added, month }: Figure): { from: Date; to: Date } {
  const from = added ? momentOf(`${month}-01`) : new Date(0);
  return { from, to: momentOf(`${monthPlus(month, 1)}-01`) };
}

/** Of a figure, beside its parts. */
export interface Around {
  /** Sessions held here by the end of the month, or within it; null above the commune. */
  readonly sessions: number | null;
  /** People living here whose latest acts are not counted yet. */
  readonly waiting: number;
  readonly folded: Date | null;
}

/** What stands around a figure: sessions, people who wait, the time. */
export async function surroundings(ctx: Ctx, figure: Figure): Promise<Around> {
  const { from, to } = period(figure);
  const near = figure.level === 'village' || figure.level === 'commune';
  const { rows } = await sql<Around>`
    select
      case when ${near} then (select count(*) from learning.v_session s
        join units.v_ancestry a on a.unit = s.unit and a.valid_to is null
        where a.ancestor = ${figure.unit} and s.held_at < ${to} and s.held_at >= ${from})
      end as sessions,
      (select count(distinct d.person) from record.v_dirty d
        join people.v_residence r on r.shard = d.shard and r.person = d.person
          and r.to_date is null
        join units.v_ancestry a on a.unit = r.unit and a.valid_to is null
        where a.ancestor = ${figure.unit}) as waiting,
      (select folded from standing.fold_state) as folded
  `.execute(ctx.db);
  return rows[0] ?? { sessions: null, waiting: 0, folded: null };
}

const mustBeShown = skills.filter((s) => s.mustBeShown).map((s) => skillActivity(s.code));

/** Acts that happened in a village and are kept without counting. */
export async function keptOnly(ctx: Ctx, figure: Figure): Promise<NotCounted | null> {
  if (figure.level !== 'village') return null;
  const { from, to } = period(figure);
  const { rows } = await sql<NotCounted>`
    select
      count(*) filter (where voided_by is null and grade = 'prompted') as prompted,
      count(*) filter (where voided_by is null and grade = 'helped') as helped,
      count(*) filter (where voided_by is null and grade = 'declared') as declared,
      count(*) filter (where voided_by is null and grade = 'passed'
        and object = any(${mustBeShown}::text[])) as checked,
      count(*) filter (where voided_by is not null) as voided
    from record.v_statement
    where grade is not null and happened < ${to} and happened >= ${from}
      and unit = ${figure.unit}
  `.execute(ctx.db);
  return rows[0] ?? null;
}
