import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, monthOf, parse, Refusal } from '@suotdoi/core/ground';
import { unitPath } from '@suotdoi/core/units';
import { type ClosingBody, figuresOf } from '../closing-body.ts';
import { closing } from '../model.ts';
import { isOver, lastMonthOf, monthsOf, type Period } from '../periods.ts';
import { foldedAt, ownChanges, ownTargets, planned } from '../queries/read.ts';
import { lockPlan } from './lock-plan.ts';

/**
 * Closes a month, quarter or year of a unit that is over: its figures as they stand are written
 * down and signed with this node's key. Nothing changes a closing; with a reason, an amendment is
 * written beside it.
 * @throws Refusal `invalid` plans.period_not_over, plans.reason_missing; `conflict`
 * plans.already_closed, plans.not_closed_yet, plans.no_key
 */
export async function closePeriod(ctx: Ctx, input: unknown): Promise<{ number: number }> {
  const { unit, period, reason } = parse(closing, input);
  await authorise(ctx, 'targets.set', unit);
  if (!isOver(period, monthOf(ctx.now))) throw new Refusal('invalid', 'plans.period_not_over');
  const { key } = ctx;
  if (!key) throw new Refusal('conflict', 'plans.no_key');
  return change(ctx, async (ctx) => {
    await lockPlan(ctx, unit);
    const number = (await lastNumber(ctx, { unit, period })) + 1;
    if (number > 1 && reason === '') throw new Refusal('conflict', 'plans.already_closed');
    const body = JSON.stringify(await bodyOf(ctx, { unit, period, number, reason }));
    await ctx.db
      .insertInto('plans.closing')
      .values({
        unit,
        period,
        number,
        first_month: monthsOf(period)[0] ?? '',
        last_month: lastMonthOf(period),
        closed_by: actorId(ctx.actor),
        closed_at: ctx.now,
        body,
        signature: key.sign(body),
        public_key: key.publicKey,
      })
      .execute();
    await audit(ctx, 'plans.close_period', { unit, subject: period, detail: { number } });
    return { number };
  });
}

async function lastNumber(
  ctx: Ctx,
  { unit, period }: { unit: string; period: Period },
): Promise<number> {
  const row = await ctx.db
    .selectFrom('plans.closing')
    .select('number')
    .where('unit', '=', unit)
    .where('period', '=', period)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

async function bodyOf(
  ctx: Ctx,
  { unit, period, ...told }: { unit: string; period: Period; number: number; reason: string },
): Promise<ClosingBody> {
  const year = Number(period.slice(0, 4));
  // One after another: within a change there is one connection.
  const path = await unitPath(ctx, unit);
  const changes = await ownChanges(ctx, { unit, until: lastMonthOf(period) });
  const targets = await ownTargets(ctx, { unit, year });
  const folded = await foldedAt(ctx);
  const { actor } = ctx;
  return {
    format: 'suotdoi-closing-1',
    unit,
    unitName: path.at(-1)?.name ?? unit,
    period,
    ...told,
    closedAt: ctx.now.toISOString(),
    closedBy: { id: actorId(actor), name: actor.kind === 'account' ? actor.name : '' },
    foldedAt: folded?.toISOString() ?? null,
    node: ctx.node,
    figures: figuresOf(period, changes, (subject) => planned(targets, { subject, year }).targets),
  };
}
