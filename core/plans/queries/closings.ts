import { authorise, isAllowed } from '@suotdoi/core/accounts';
import { type Ctx, fingerprint, isSignedBy, type Month, monthOf } from '@suotdoi/core/ground';
import { type Unit, unitPath } from '@suotdoi/core/units';
import { type ClosingBody, closingBody, figuresOf, type PeriodFigures } from '../closing-body.ts';
import { isOver, lastMonthOf, type Period, periodsOf } from '../periods.ts';
import { ownChanges, ownTargets, planned } from './read.ts';

/** Whose key signed: this node's, another's, or nobody's: the text is not what was signed. */
export type SignedBy = 'own' | 'other' | 'broken';

/** A period as it was closed; the last one of a period is the one that holds. */
export interface Closing {
  readonly period: Period;
  readonly number: number;
  /** Null where the signature does not hold: such figures are not shown. */
  readonly body: ClosingBody | null;
  readonly signed: SignedBy;
  /** Of the key, for people to compare. */
  readonly fingerprint: string;
  /** The signed text, its signature and the key: whoever has them can check by themselves. */
  readonly text: string;
  readonly signature: string;
  readonly publicKey: string;
}

/** A period that is over: not closed, or closed, with what has come since. */
export interface PeriodState {
  readonly period: Period;
  readonly now: PeriodFigures;
  /** Newest first; empty: not closed. */
  readonly closings: Closing[];
}

export interface ClosingsPage {
  readonly path: Unit[];
  readonly unit: Unit;
  readonly year: number;
  readonly mayClose: boolean;
  /** The periods of the year that are over, in order. */
  readonly periods: PeriodState[];
}

/** A year's periods of a unit with their closings, and beside each what stands now. */
export async function closingsPage(
  ctx: Ctx,
  { unit, year }: { unit: string; year: number },
): Promise<ClosingsPage> {
  await authorise(ctx, 'figures.see', unit);
  const now = monthOf(ctx.now);
  const [path, changes, targets, closings, mayClose] = await Promise.all([
    unitPath(ctx, unit),
    ownChanges(ctx, { unit, until: `${year}-12` }),
    ownTargets(ctx, { unit, year }),
    closingsOf(ctx, { unit, year }),
    isAllowed(ctx, 'targets.set', unit),
  ]);
  const over = periodsOf(year).filter((period) => isOver(period, now));
  const periods = over.map((period) => ({
    period,
    closings: closings.filter((one) => one.period === period),
    now: figuresOf(period, changes, (subject) => planned(targets, { subject, year }).targets),
  }));
  return { path, unit: path.at(-1) as Unit, year, mayClose, periods };
}

async function closingsOf(
  ctx: Ctx,
  { unit, year }: { unit: string; year: number },
): Promise<Closing[]> {
  const rows = await ctx.db
    .selectFrom('plans.closing')
    .select(['period', 'number', 'body as text', 'signature', 'public_key as publicKey'])
    .where('unit', '=', unit)
    .where('last_month', '>=', `${year}-01`)
    .where('last_month', '<=', `${year}-12`)
    .orderBy('closed_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => {
    const body = bodyOf(row, unit);
    const signed = row.publicKey === ctx.key?.publicKey ? 'own' : 'other';
    return {
      ...row,
      body,
      signed: body ? signed : 'broken',
      fingerprint: fingerprint(row.publicKey),
    };
  });
}

/** What was signed, if it was: for this very unit, period and number. */
function bodyOf(
  row: { period: Period; number: number; text: string; signature: string; publicKey: string },
  unit: string,
): ClosingBody | null {
  if (!isSignedBy(row.publicKey, row.text, row.signature)) return null;
  const body = closingBody.parse(JSON.parse(row.text));
  const same = body.unit === unit && body.period === row.period && body.number === row.number;
  return same ? body : null;
}

/** How figures stood at the end of months when these were closed, by indicator and month. */
export async function closedStocks(
  ctx: Ctx,
  { unit, year }: { unit: string; year: number },
): Promise<Map<string, Map<Month, number>>> {
  const newest = await closingsOf(ctx, { unit, year });
  const found = new Map<string, Map<Month, number>>();
  for (const { period, body } of newest)
    for (const [indicator, n] of Object.entries(body?.figures.stocks ?? {})) {
      const months = found.get(indicator) ?? new Map<Month, number>();
      const month = lastMonthOf(period);
      found.set(indicator, months.has(month) ? months : months.set(month, n));
    }
  return found;
}
