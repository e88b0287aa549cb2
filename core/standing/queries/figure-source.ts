import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Month, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { type Indicator, stocks } from '../model.ts';

/** One thing that a figure counts. `name` is null for readers who may not see names. */
export interface CountedSubject {
  readonly subject: string;
  readonly name: string | null;
  readonly since: Month;
  readonly n: number;
}

/** Where a figure comes from, one level down. The parts of each kind add up to `total`. */
export interface FigureSource {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly indicator: Indicator;
  readonly month: Month;
  readonly total: number;
  /** By the way the standard was reached; empty where the figure has no such parts. */
  readonly ways: { slice: string; n: number }[];
  readonly below: { code: string; name: string; nameEn: string; n: number }[];
  /** What is counted at this very unit, not at one below it. */
  readonly here: CountedSubject[];
  readonly hereTotal: number;
  readonly sessions: number;
  /** People whose latest acts are not counted yet. */
  readonly waiting: number;
  readonly folded: Date | null;
}

const LISTED = 200;

/**
 * "Từ đâu ra?": takes a figure apart. A stock is what had come together by the end of the month,
 * a flow (`skills_shown`) what happened within it. Names only for those who may see people there.
 */
export async function figureSource(
  ctx: Ctx,
  asked: { unit: string; indicator: Indicator; month: Month },
): Promise<FigureSource> {
  await authorise(ctx, 'figures.see', asked.unit);
  const path = await unitPath(ctx, asked.unit);
  const unit = path.at(-1);
  if (!unit) throw new Refusal('missing', 'units.unknown_unit', { values: { code: asked.unit } });
  const [{ total, ways }, below, here, around] = await Promise.all([
    totals(ctx, asked),
    partsBelow(ctx, asked),
    countedHere(ctx, asked),
    surroundings(ctx, asked),
  ]);
  const hereTotal = total - below.reduce((sum, part) => sum + part.n, 0);
  return { ...asked, path, unit, total, ways, below, here, hereTotal, ...around };
}

type Asked = Parameters<typeof figureSource>[1];

function inPeriod({ indicator, month }: Asked) {
  const flow = !stocks.some((s) => s === indicator);
  return flow ? sql`month = ${month}` : sql`month <= ${month}`;
}

async function totals(ctx: Ctx, asked: Asked) {
  const { rows } = await sql<{ slice: string; n: number }>`
    select slice, sum(n) as n from standing.tally
    where unit = ${asked.unit} and indicator = ${asked.indicator} and ${inPeriod(asked)}
    group by slice having sum(n) <> 0 order by sum(n) desc
  `.execute(ctx.db);
  return {
    total: rows.find((r) => r.slice === '')?.n ?? 0,
    ways: rows.filter((r) => r.slice !== ''),
  };
}

async function partsBelow(ctx: Ctx, asked: Asked): Promise<FigureSource['below']> {
  const { rows } = await sql<FigureSource['below'][number]>`
    select u.code, u.name, u.name_en as "nameEn", t.n
    from units.v_unit u
    join (select unit, sum(n) as n from standing.tally
      where indicator = ${asked.indicator} and slice = '' and ${inPeriod(asked)}
        and unit in (select code from units.v_unit where parent = ${asked.unit})
      group by unit having sum(n) <> 0) t on t.unit = u.code
    order by t.n desc, u.position
  `.execute(ctx.db);
  return rows;
}

async function countedHere(ctx: Ctx, asked: Asked): Promise<CountedSubject[]> {
  const named = await authorise(ctx, 'people.see', asked.unit).then(
    () => true,
    () => false,
  );
  const { rows } = await sql<CountedSubject>`
    select c.subject, c.since, c.n,
      case when ${named} then coalesce(p.name, g.name) end as name
    from (select subject, max(month) as since, sum(n) as n from standing.contribution
      where unit = ${asked.unit} and indicator = ${asked.indicator} and slice = ''
        and ${inPeriod(asked)}
      group by subject having sum(n) <> 0) c
    left join people.v_person p on p.id::text = c.subject
    left join people.v_collective g on g.id::text = c.subject
    order by coalesce(p.name_order, g.name) collate "vi-VN-x-icu", c.subject
    limit ${LISTED}
  `.execute(ctx.db);
  return rows;
}

async function surroundings(ctx: Ctx, { unit, month }: Asked) {
  const { rows } = await sql<{ sessions: number; waiting: number; folded: Date | null }>`
    select
      (select count(*) from learning.v_session s
        join units.v_ancestry a on a.unit = s.unit and a.valid_to is null
        where a.ancestor = ${unit} and s.held_at < (${`${month}-01`}::date + interval '1 month')
          at time zone 'Asia/Ho_Chi_Minh') as sessions,
      (select count(distinct person) from record.v_dirty) as waiting,
      (select folded from standing.fold_state) as folded
  `.execute(ctx.db);
  return rows[0] ?? { sessions: 0, waiting: 0, folded: null };
}
