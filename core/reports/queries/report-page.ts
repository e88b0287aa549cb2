import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, type Day, dayOf, type Month, monthOf } from '@suotdoi/core/ground';
import { keptUntilFolded } from '@suotdoi/core/standing';
import type { Subject, UnitMap } from '@suotdoi/core/standing/model';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { type Dimension, dimensions, type GroupShare, type Share } from '../model.ts';
import { ranked, withRest } from '../rules.ts';
import { figuresBelow, foldedAt, groupsAt, hasTwoMaps, type Where } from './read.ts';
import { monthAsked, type ReportAsked, type Whole, wholeOf } from './whole.ts';

/** Of each dimension its groups: people of 15 and over, how many reached the standard of how many. */
export type Gaps = Readonly<Record<Dimension, GroupShare[]>>;

/** A unit with how many reached the standard of how many, now and in the month compared with. */
export interface UnitShare extends Share {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** No longer a unit today: it stands in old figures only. */
  readonly ended: boolean;
  readonly before: Share | null;
}

export interface ReportPage {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly subject: Subject;
  readonly month: Month;
  /** The day of the reading, or null for a month that is over. */
  readonly today: Day | null;
  readonly map: UnitMap;
  /** Whether units have changed, so that the two maps differ. */
  readonly twoMaps: boolean;
  readonly whole: Whole;
  /** The units below, from the highest rate to the lowest. */
  readonly below: UnitShare[];
  /** Counted at this very unit, not at one below it: with `below` it adds up to the whole. */
  readonly here: Share;
  readonly gaps: Gaps;
  readonly folded: Date | null;
}

/**
 * A unit's report for a month: the units below in order of their rates, who is left behind, and
 * the learning habit. For those who may see figures there.
 */
export async function reportPage(ctx: Ctx, asked: ReportAsked): Promise<ReportPage> {
  await authorise(ctx, 'figures.see', asked.unit);
  const { unit, subject = 'citizens', map = 'past' } = asked;
  const where = { unit, month: monthAsked(ctx, asked.month), map };
  const key = `page ${unit} ${where.month} ${map} ${subject}`;
  return keptUntilFolded(ctx, key, (ctx) => readPage(ctx, where, subject));
}

/** One query after the other: all on one connection, at one moment. */
async function readPage(ctx: Ctx, asked: Where, subject: Subject): Promise<ReportPage> {
  const { month } = asked;
  const path = await unitPath(ctx, asked.unit);
  const twoMaps = await hasTwoMaps(ctx);
  const where = { ...asked, map: twoMaps ? asked.map : 'past' } as const;
  const whole = await wholeOf(ctx, where, subject);
  const gaps = await gapsAt(ctx, where, dimensions);
  const folded = await foldedAt(ctx);
  const figures = await figuresBelow(ctx, where, { subject, before: whole.compared });
  const below = figures.map(({ nBefore, ofBefore, ...now }): UnitShare => {
    return { ...now, before: whole.compared === null ? null : { n: nBefore, of: ofBefore } };
  });
  const here = {
    n: below.reduce((rest, unit) => rest - unit.n, whole.n),
    of: below.reduce((rest, unit) => rest - unit.of, whole.of),
  };
  const unit = path.at(-1) as Unit;
  const today = month === monthOf(ctx.now) ? dayOf(ctx.now) : null;
  const about = { path, unit, subject, month, today, map: where.map, twoMaps };
  return { ...about, whole, below: ranked(below), here, gaps, folded };
}

/** The groups of one dimension at a unit; they add up to its citizens. */
export async function gaps(
  ctx: Ctx,
  asked: Omit<ReportAsked, 'subject'> & { dimension: Dimension },
): Promise<GroupShare[]> {
  await authorise(ctx, 'figures.see', asked.unit);
  const where = { unit: asked.unit, month: monthAsked(ctx, asked.month), map: asked.map ?? 'past' };
  return (await gapsAt(ctx, where, [asked.dimension]))[asked.dimension];
}

async function gapsAt(
  ctx: Ctx,
  { unit, month, map }: { unit: string; month: Month; map: UnitMap },
  of: readonly Dimension[],
): Promise<Gaps> {
  const rows = await groupsAt(ctx, { units: [unit], month, map }, of);
  const whole = rows.find(({ slice }) => slice === '') ?? { n: 0, of: 0 };
  const groups = (dimension: Dimension) =>
    rows
      .filter(({ slice }) => slice.startsWith(`${dimension}:`))
      .map(({ slice, n, of: whole }) => ({ slice, n, of: whole }));
  return {
    age: groups('age'),
    sex: groups('sex'),
    ethnicity: groups('ethnicity'),
    disability: groups('disability'),
    // Communes that nobody spoke of have no slice of their own.
    place: withRest(groups('place'), 'place:unknown', whole),
  };
}
