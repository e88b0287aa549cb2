import { change } from '@suotdoi/core/ground';
import { addLearners } from '@suotdoi/core/learning';
import { confirmSignup, peopleByKey } from '@suotdoi/core/people';
import type { Typed } from '#lib/forms.ts';
import { without } from '#lib/learning/sheet-form.ts';
import type { RequestEvent } from './$types';
import { type Reply, reply } from './reply.ts';

/** Somebody who signed up came to the session: confirmed and seated, both or neither. */
export async function admit(
  { locals: { ctx, t }, params }: RequestEvent,
  values: Typed,
): Promise<Reply> {
  const name = await change(ctx, async (ctx) => {
    const learner = await confirmSignup(ctx, { id: values.admit?.[0] ?? '' });
    await addLearners(ctx, { session: params.id, learners: [learner] });
    return (await peopleByKey(ctx, [learner]))[0]?.name ?? '';
  });
  return reply(without(values, ['admit']), { note: t('learning.added', { name }) });
}
