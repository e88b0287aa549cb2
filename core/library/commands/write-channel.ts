import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, dayOf, parse, Refusal } from '@suotdoi/core/ground';
import { channelWritten } from '../channel-model.ts';
import { shelf } from '../shelf.ts';

/**
 * Writes a place's number into a slot that content leaves empty, with its source and the day it was
 * checked; or empties it again. It holds for the learners of the place and of all places within.
 * @throws Refusal `missing` library.unknown_channel, `conflict` library.channel_fixed (a number with
 *   a source in law), `invalid` library.checked_later
 */
export async function writeChannel(ctx: Ctx, input: unknown): Promise<void> {
  const { unit, channel, value, source, checked } = parse(channelWritten, input);
  await authorise(ctx, 'channels.fill', unit);
  const slot = (await shelf()).channels.channels.find(({ id }) => id === channel);
  if (!slot) throw new Refusal('missing', 'library.unknown_channel');
  if (slot.value !== null) throw new Refusal('conflict', 'library.channel_fixed');
  if (checked > dayOf(ctx.now)) {
    const faults = [{ path: 'checked', code: 'library.checked_later' }];
    throw new Refusal('invalid', 'ground.invalid_input', { faults });
  }
  await change(ctx, async (ctx) => {
    if (value === '') await empty(ctx, unit, channel);
    else await fill(ctx, { unit, channel, value, source, checked });
    await audit(ctx, 'library.write_channel', { unit, subject: channel });
  });
}

async function empty(ctx: Ctx, unit: string, channel: string): Promise<void> {
  await ctx.db
    .deleteFrom('library.channel_value')
    .where('unit', '=', unit)
    .where('channel', '=', channel)
    .execute();
}

async function fill(
  ctx: Ctx,
  row: { unit: string; channel: string; value: string; source: string; checked: string },
): Promise<void> {
  await ctx.db
    .insertInto('library.channel_value')
    .values({ ...row, written: ctx.now, written_by: actorId(ctx.actor) })
    .onConflict((c) =>
      c.columns(['unit', 'channel']).doUpdateSet((e) => ({
        value: e.ref('excluded.value'),
        source: e.ref('excluded.source'),
        checked: e.ref('excluded.checked'),
        written: e.ref('excluded.written'),
        written_by: e.ref('excluded.written_by'),
      })),
    )
    .execute();
}
