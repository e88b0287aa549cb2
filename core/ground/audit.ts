import { actorId, type Ctx } from './context.ts';
import { newId } from './ids.ts';

/** Leaves a trace of a change for people to read. `detail` holds no names and no document numbers. */
export async function audit(
  ctx: Ctx,
  action: string,
  about: { unit?: string; subject?: string; detail?: Record<string, unknown> } = {},
): Promise<void> {
  await ctx.db
    .insertInto('ground.audit')
    .values({
      id: newId(),
      at: ctx.now,
      actor: actorId(ctx.actor),
      action,
      unit: about.unit ?? null,
      subject: about.subject ?? null,
      detail: about.detail ? JSON.stringify(about.detail) : null,
    })
    .execute();
}
