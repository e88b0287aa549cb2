import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Month, monthOf, monthsOfYear } from '@suotdoi/core/ground';
import type { Subject } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { apportion } from '../apportion.ts';
import type { SplitWay } from '../model.ts';
import { ownTargets, planned } from './read.ts';

/** A unit below, with what its part can be judged by. */
export interface SplitPart {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** How many there are: registered, or more where the unit has said so. */
  readonly whole: number;
  /** Whether `whole` is what the unit has said, not what is registered. */
  readonly isTyped: boolean;
  /** Reached by the end of the year before. */
  readonly lastYear: number;
  /** Asked of it now by the year's end. */
  readonly asked: number | null;
  /** Set by the unit itself. */
  readonly own: number | null;
}

/** A split as it stands: the target by month (null: none set), the parts, and who saved last. */
export interface Split {
  readonly byMonth: number[] | null;
  readonly parts: SplitPart[];
  readonly kept: { version: number; way: string; set_by: string } | null;
}

interface Asked {
  readonly unit: string;
  readonly subject: Subject;
  readonly year: number;
}

/** What the form of a split shows. */
export interface SplitForm extends Split {
  readonly path: Unit[];
  readonly unit: Unit;
  /** The target of the year to be split; null where none is set. */
  readonly target: number | null;
  /** The numbers to begin with: proposed by `way`, else as they were asked. */
  readonly proposed: (number | null)[];
  /** Why no number could be proposed by that way. */
  readonly unable: 'people' | 'last_year' | null;
  readonly version: number;
}

/** A unit's target beside the units below it, for those who may set targets. */
export async function splitForm(ctx: Ctx, asked: Asked & { way?: SplitWay }): Promise<SplitForm> {
  await authorise(ctx, 'targets.set', asked.unit);
  const [path, split] = await Promise.all([unitPath(ctx, asked.unit), splitOf(ctx, asked)]);
  const target = split.byMonth?.at(-1) ?? null;
  const { way } = asked;
  const by = way === 'people' || way === 'last_year' ? way : null;
  const weights = split.parts.map((part) => (by === 'people' ? part.whole : part.lastYear));
  const proposed = by && target !== null ? apportion(target, weights) : null;
  return {
    ...split,
    path,
    unit: path.at(-1) as Unit,
    target,
    proposed: proposed ?? split.parts.map((part) => part.asked),
    unable: by && target !== null && proposed === null ? by : null,
    version: split.kept?.version ?? 0,
  };
}

/** The split of a unit's target as it stands. */
export async function splitOf(ctx: Ctx, { unit, subject, year }: Asked): Promise<Split> {
  const [targets, parts, kept] = await Promise.all([
    ownTargets(ctx, { unit, year }),
    partsBelow(ctx, { unit, subject, year }),
    ctx.db
      .selectFrom('plans.split')
      .select(['version', 'way', 'set_by'])
      .where('unit', '=', unit)
      .where('indicator', '=', subject)
      .where('year', '=', year)
      .executeTakeFirst(),
  ]);
  const plan = planned(targets, { subject, year }).targets;
  const byMonth = monthsOfYear(year).map((month) => plan.get(month));
  const whole = byMonth.every((n): n is number => n !== undefined);
  return { byMonth: whole ? byMonth : null, parts, kept: kept ?? null };
}

async function partsBelow(ctx: Ctx, { unit, subject, year }: Asked): Promise<SplitPart[]> {
  const lastYear: Month = `${year - 1}-12`;
  const { rows } = await sql<SplitPart>`
    select u.code, u.name, u.name_en as "nameEn",
      greatest(coalesce(s.whole, 0), coalesce(t."of", 0)) as whole,
      coalesce(s.whole, 0) > coalesce(t."of", 0) as "isTyped",
      coalesce(t.last_year, 0) as "lastYear", a.by_month[12] as asked, g.n as own
    from units.v_unit u
    left join lateral (select
        sum(n) filter (where indicator = ${subject}) as "of",
        sum(n) filter (where indicator = ${`${subject}_basic`} and month <= ${lastYear}) as last_year
      from standing.v_tally
      where unit = u.code and indicator in (${subject}, ${`${subject}_basic`}) and slice = ''
        and month <= ${monthOf(ctx.now)}) t on true
    left join plans.sheet s on s.unit = u.code and s.indicator = ${subject} and s.year = ${year}
    left join plans.asked a on a.unit = u.code and a.indicator = ${subject} and a.year = ${year}
      and a.by_unit = ${unit}
    left join plans.target g on g.unit = u.code and g.indicator = ${subject}
      and g.month = ${`${year}-12`}
    where u.parent = ${unit} and u.valid_to is null
    order by u.position, u.name collate "vi-VN-x-icu"
  `.execute(ctx.db);
  return rows;
}
