import type { Ctx } from './context.ts';

/** A setting of this database as it was kept (JSON), or null. */
export async function readSetting(ctx: Ctx, key: string): Promise<unknown> {
  const row = await ctx.db
    .selectFrom('ground.setting')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** Keeps a setting in place of the one before. The caller has authorised the change. */
export async function keepSetting(ctx: Ctx, key: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await ctx.db
    .insertInto('ground.setting')
    .values({ key, value: json })
    .onConflict((c) => c.column('key').doUpdateSet((e) => ({ value: e.ref('excluded.value') })))
    .execute();
}
