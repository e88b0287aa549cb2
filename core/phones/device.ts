import { randomBytes } from 'node:crypto';
import { type AccountActor, type Ctx, newId, Refusal, sha256 } from '@suotdoi/core/ground';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';

/** A phone that was let in, and whom it speaks for. */
export interface Device {
  readonly id: string;
  readonly shard: string;
  readonly person: string | null;
  readonly account: string | null;
  readonly unit: string;
  readonly publicKey: string | null;
  readonly made: Date;
  /** When it was ended here, or its card was revoked, whichever came first. */
  readonly ended: Date | null;
}

/** The two keys of a phone, told once. */
export interface DeviceKeys {
  readonly device: string;
  /** Hands in acts and reads nothing: a phone may keep it where it needs no pictures. */
  readonly send: string;
  /** Reads what is the holder's own; a phone keeps it behind the pictures. */
  readonly read: string;
}

interface Of {
  readonly shard?: string;
  readonly person?: string | null;
  readonly account?: string;
  readonly card?: string;
  readonly unit: string;
  readonly publicKey?: string | undefined;
}

export async function letIn(ctx: Ctx, of: Of): Promise<DeviceKeys> {
  const [device, send, read] = [newId(), newToken(), newToken()];
  await ctx.db
    .insertInto('phones.device')
    .values({
      id: device,
      send_digest: sha256(send),
      read_digest: sha256(read),
      public_key: of.publicKey ?? null,
      shard: of.shard ?? communeOf(of.unit),
      person: of.person ?? null,
      account: of.account ?? null,
      card: of.card ?? null,
      unit: of.unit,
      made: ctx.now,
      seen: ctx.now,
    })
    .execute();
  return { device, send, read };
}

const newToken = () => randomBytes(24).toString('base64url');

/** The phone a token belongs to. @throws Refusal `unknown` phones.not_let_in */
export async function deviceBy(
  ctx: Ctx,
  key: { send: string } | { read: string } | { id: string },
): Promise<Device> {
  const condition =
    'send' in key
      ? sql`d.send_digest = ${sha256(key.send)}`
      : 'read' in key
        ? sql`d.read_digest = ${sha256(key.read)}`
        : sql`d.id = ${key.id}::uuid`;
  const { rows } = await sql<Device>`
    select d.id, d.shard, d.person, d.account, d.unit, d.public_key as "publicKey", d.made,
      least(d.ended, c.revoked) as ended
    from phones.device d
    left join cards.v_card c on c.id = d.card
    where ${condition}`.execute(ctx.db);
  if (!rows[0]) throw new Refusal('unknown', 'phones.not_let_in');
  return rows[0];
}

/**
 * The learner a phone speaks for: a citizen, whatever else they may be; other people's data need
 * the account of an instructor. Null for a phone of an instructor who is no learner.
 */
export function learnerOf(device: Device): AccountActor | null {
  if (!device.person) return null;
  return {
    kind: 'account',
    id: device.account ?? `phone:${device.id}`,
    name: '',
    username: '',
    roles: [{ role: 'citizen', unit: device.unit }],
    person: { shard: device.shard, person: device.person },
  };
}
