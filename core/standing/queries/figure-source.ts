import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Month, monthEnd, Refusal } from '@suotdoi/core/ground';
import { type Unit, unitPath, unitsBelowAt } from '@suotdoi/core/units';
import { type RawBuilder, sql } from 'kysely';
import { flows, type Indicator, stocks, type UnitMap } from '../model.ts';
import {
  type Around,
  type Figure,
  type FigureAsked,
  keptOnly,
  type NotCounted,
  surroundings,
} from './figure-around.ts';
import { holds } from './holds.ts';

/** One thing that a figure counts. `name` is null for readers who may not see names. */
export interface CountedSubject {
  readonly subject: string;
  readonly name: string | null;
  /** When its latest change was counted: since then, for a stock. */
  readonly since: Month;
  readonly n: number;
}

/** Where a figure comes from, one level down. The parts of each kind add up to `total`. */
export interface FigureSource extends Around {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly indicator: Indicator;
  readonly month: Month;
  readonly added: boolean;
  /** '' for all; else the group of people that is counted. */
  readonly slice: string;
  readonly map: UnitMap;
  readonly total: number;
  /** By the way the standard was reached; empty where the figure has no such parts. */
  readonly ways: { slice: string; n: number }[];
  /** `ended`: a unit that is no more today; it cannot be opened. */
  readonly below: { code: string; name: string; nameEn: string; n: number; ended: boolean }[];
  /** What is counted at this very unit, not at one below it, and whether others follow. */
  readonly here: CountedSubject[];
  readonly more: boolean;
  readonly hereTotal: number;
  /** Null above the village: there it would be a count of the whole log. */
  readonly notCounted: NotCounted | null;
  /** Whether the reader may open people and their acts. */
  readonly opens: boolean;
}

/** Things on one page of a list. */
const LISTED = 100;

/**
 * "Từ đâu ra?": takes a figure apart. A stock is what had come together by the end of the month,
 * a flow (or any figure with `added`) what happened within it. Names only for
 * those who may see people there.
 */
export async function figureSource(ctx: Ctx, asked: FigureAsked): Promise<FigureSource> {
  await authorise(ctx, 'figures.see', asked.unit);
  const [path, named, opens] = await Promise.all([
    unitPath(ctx, asked.unit),
    holds(ctx, 'people.see', asked.unit),
    holds(ctx, 'record.see', asked.unit),
  ]);
  const unit = path.at(-1);
  if (!unit) throw new Refusal('missing', 'units.unknown_unit', { values: { code: asked.unit } });
  const added = asked.added === true || !stocks.some((s) => s === asked.indicator);
  const { skip = 0, most = LISTED, slice = '', map = 'past' } = asked;
  const figure: Figure = { ...asked, added, slice, map, skip, most, level: unit.level };
  const [{ total, ways }, below, listed, around, notCounted] = await Promise.all([
    totals(ctx, figure),
    partsBelow(ctx, figure),
    mayList(slice, named) ? countedHere(ctx, figure, named) : [],
    surroundings(ctx, figure),
    keptOnly(ctx, figure),
  ]);
  const hereTotal = total - below.reduce((sum, part) => sum + part.n, 0);
  const [here, more] = [listed.slice(0, most), listed.length > most];
  const parts = { total, ways, below, here, more, hereTotal, notCounted };
  return { ...asked, added, slice, map, path, unit, opens, ...parts, ...around };
}

/** What somebody's ethnicity is, or whether they are disabled, is told of nobody even by pseudonym. */
function mayList(slice: string, named: boolean): boolean {
  return named || !/^(ethnicity|disability):/.test(slice);
}

function tallyOf({ map }: Figure) {
  return map === 'today' ? sql`standing.tally_now` : sql`standing.tally`;
}

function inPeriod({ added, month }: Figure) {
  return added ? sql`month = ${month}` : sql`month <= ${month}`;
}

async function totals(ctx: Ctx, figure: Figure) {
  const { rows } = await sql<{ slice: string; n: number }>`
    select slice, sum(n) as n from ${tallyOf(figure)}
    where unit = ${figure.unit} and indicator = ${figure.indicator} and ${inPeriod(figure)}
    group by slice having sum(n) <> 0 order by sum(n) desc
  `.execute(ctx.db);
  return {
    total: rows.find((r) => r.slice === figure.slice)?.n ?? 0,
    ways: figure.slice === '' ? rows.filter((r) => r.slice.startsWith('via:')) : [],
  };
}

async function partsBelow(ctx: Ctx, figure: Figure): Promise<FigureSource['below']> {
  const day = figure.map === 'today' ? null : monthEnd(figure.month);
  const { rows } = await sql<FigureSource['below'][number]>`
    select u.code, u.name, u.name_en as "nameEn", u.ended, t.n
    from (${unitsBelowAt(figure.unit, day)}) u
    cross join lateral (select sum(n) as n from ${tallyOf(figure)}
      where unit = u.code and indicator = ${figure.indicator} and slice = ${figure.slice}
        and ${inPeriod(figure)}) t
    where t.n <> 0
    order by t.n desc, u.position
  `.execute(ctx.db);
  return rows;
}

/** Whose names the subjects of a figure are, and how they are put in order. */
function nameOf(indicator: Indicator): { join: RawBuilder<unknown>; order: RawBuilder<unknown> } {
  if (indicator.startsWith('communities')) {
    return { join: sql`left join units.v_unit x on x.code = c.subject`, order: sql`x.position` };
  }
  const vietnamese = sql`collate "vi-VN-x-icu"`;
  if (indicator.startsWith('citizens') || flows.some((flow) => flow === indicator)) {
    return {
      join: sql`left join people.v_person x on x.id = c.subject::uuid`,
      order: sql`x.name_order ${vietnamese}`,
    };
  }
  return {
    join: sql`left join people.v_collective x on x.id = c.subject::uuid`,
    order: sql`x.name ${vietnamese}`,
  };
}

async function countedHere(ctx: Ctx, figure: Figure, named: boolean): Promise<CountedSubject[]> {
  // A whole place is remote or not: what counts there has no slice of its own.
  const slice = figure.slice.startsWith('place:') ? '' : figure.slice;
  const { join, order } = nameOf(figure.indicator);
  const shown = named || figure.indicator.startsWith('communities');
  const { rows } = await sql<CountedSubject>`
    select c.subject, c.since, c.n, case when ${shown} then x.name end as name
    from (select subject, max(month) as since, sum(n) as n from standing.v_contribution
      where units @> array[${figure.unit}] and unit = ${figure.unit} and indicator = ${figure.indicator} and slice = ${slice}
        and ${inPeriod(figure)}
      group by subject having sum(n) <> 0) c
    ${join}
    order by ${shown ? order : sql`c.since desc`}, c.subject
    limit ${figure.most + 1} offset ${figure.skip}
  `.execute(ctx.db);
  return rows;
}
