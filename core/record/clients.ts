import { randomBytes } from 'node:crypto';
import { authorise } from '@suotdoi/core/accounts';
import {
  actorId,
  audit,
  type Ctx,
  change,
  newId,
  parse,
  Refusal,
  sha256,
} from '@suotdoi/core/ground';
import { z } from 'zod';
import { type Credentials, forgetLetIn } from './credentials.ts';
import { scopes } from './scopes.ts';

export const newClientSchema = z.strictObject({
  name: z.string().trim().min(1, 'record.client_needs_name').max(100, 'ground.text_too_long'),
  /** Code of the unit within which it may write and read. */
  unit: z.string(),
  /** What it may do there; everything unless given. */
  scopes: z.array(z.enum(scopes)).min(1, 'record.client_needs_scope').optional(),
});

/**
 * Lets a machine write statements about places within a unit, and read what was written there.
 * @throws Refusal `missing` record.unknown_unit
 */
export async function createClient(
  ctx: Ctx,
  input: z.input<typeof newClientSchema>,
): Promise<Credentials> {
  const { name, unit, scopes = ['all'] } = parse(newClientSchema, input);
  await authorise(ctx, 'clients.manage', unit);
  return change(ctx, async (ctx) => {
    const { db } = ctx;
    const found = await db.selectFrom('units.v_unit').select('code').where('code', '=', unit);
    if (!(await found.executeTakeFirst())) throw new Refusal('missing', 'record.unknown_unit');
    const id = newId();
    const key = random(128);
    const secret = random(256);
    await db
      .insertInto('record.client')
      .values({
        id,
        name,
        unit,
        key,
        secret_digest: sha256(secret),
        scopes: [...new Set(scopes)],
        created: ctx.now,
        created_by: actorId(ctx.actor),
      })
      .execute();
    await audit(ctx, 'record.create_client', { unit, subject: id });
    return { key, secret };
  });
}

/** Shuts a machine out. What it wrote stays. Doing it twice changes nothing. */
export async function revokeClient(ctx: Ctx, key: string): Promise<void> {
  forgetLetIn();
  await change(ctx, async (ctx) => {
    const client = await ctx.db
      .selectFrom('record.client')
      .select(['id', 'unit', 'revoked'])
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirst();
    await authorise(ctx, 'clients.manage', client?.unit ?? 'VN');
    if (!client) throw new Refusal('missing', 'record.unknown_client');
    if (client.revoked) return;
    await ctx.db
      .updateTable('record.client')
      .set({ revoked: ctx.now })
      .where('id', '=', client.id)
      .execute();
    await audit(ctx, 'record.revoke_client', { unit: client.unit, subject: client.id });
  });
  forgetLetIn();
}

function random(bits: number): string {
  return randomBytes(bits / 8).toString('base64url');
}
