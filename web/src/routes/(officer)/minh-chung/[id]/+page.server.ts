import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sessionSheet } from '@suotdoi/core/learning';
import { statementById } from '@suotdoi/core/record';
import { unitPath } from '@suotdoi/core/units';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params: { id } }) => {
  const statement = await statementById(ctx, id);
  const [path, session] = await Promise.all([
    statement.unit ? orNull(unitPath(ctx, statement.unit)) : null,
    statement.registration ? sessionOf(ctx, statement.registration) : null,
  ]);
  return { statement, path, session };
};

/** The session an act belongs to, if it is one of ours and the reader may see it. */
async function sessionOf(ctx: Ctx, id: string) {
  const sheet = await orNull(sessionSheet(ctx, id));
  return sheet && { id, topic: sheet.topic, place: sheet.place, instructor: sheet.instructor };
}

function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((no) => {
    if (no instanceof Refusal) return null;
    throw no;
  });
}
