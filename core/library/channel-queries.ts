import { authorise } from '@suotdoi/core/accounts';
import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { ChannelValues } from './rules.ts';
import { shelf } from './shelf.ts';

/** What a place wrote. */
export interface WrittenChannel {
  readonly channel: string;
  readonly unit: string;
  readonly unitName: string;
  readonly value: string;
  readonly source: string;
  /** The day it was checked, "2026-11-24". */
  readonly checked: string;
  readonly written: Date;
  /** Who wrote it; null if the account is gone. */
  readonly writtenBy: string | null;
}

/** A slot as the page that fills it shows it. */
export interface ChannelSlot {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  /** What learners read while nobody wrote anything. */
  readonly empty: { readonly vi: string; readonly en: string };
  readonly note: string | null;
  /** What content itself says, with a source in law: not to be changed. */
  readonly fixed: { readonly value: string; readonly source: string | null } | null;
  /** What holds at the unit: its own, or that of the nearest unit above. */
  readonly holds: WrittenChannel | null;
}

/** The slots at a unit, each with what holds there. Needs `channels.fill`. */
export async function channelSlots(ctx: Ctx, unit: string): Promise<ChannelSlot[]> {
  await authorise(ctx, 'channels.fill', unit);
  const { channels } = (await shelf()).channels;
  const written = new Map((await writtenAt(ctx, unit)).map((one) => [one.channel, one]));
  return channels.map(({ id, name, empty, note, value, source }) => ({
    ...{ id, name, empty, note },
    fixed: value === null ? null : { value, source },
    holds: written.get(id) ?? null,
  }));
}

/** Values for the placeholders of lessons at a unit (a learner's home, or the nation for guests). */
export async function channelValues(ctx: Ctx, unit: string): Promise<ChannelValues> {
  const written = await writtenAt(ctx, unit);
  return Object.fromEntries(written.map(({ channel, value }) => [channel, value]));
}

async function writtenAt(ctx: Ctx, unit: string): Promise<WrittenChannel[]> {
  const { rows } = await sql<WrittenChannel>`
    select distinct on (v.channel) v.channel, v.unit, u.name as "unitName", v.value, v.source,
      v.checked::text as checked, v.written, w.name as "writtenBy"
    from units.v_ancestry a
    join library.channel_value v on v.unit = a.ancestor
    join units.v_unit u on u.code = v.unit
    left join accounts.v_account w on w.id = v.written_by
    where a.unit = ${unit} and a.valid_to is null
    order by v.channel,
      array_position(array['village', 'commune', 'province', 'nation'], a.ancestor_level)
  `.execute(ctx.db);
  return rows;
}
