import { change, Refusal } from '@suotdoi/core/ground';
import { addLearners } from '@suotdoi/core/learning';
import { registerLearner } from '@suotdoi/core/people';
import { CONSENT_WORDING } from '@suotdoi/core/people/model';
import type { Typed } from '#lib/forms.ts';
import { without } from '#lib/learning/sheet-form.ts';
import type { RequestEvent } from './$types';
import { type Reply, reply } from './reply.ts';

/** Fields of the form beside the sheet; emptied once the person is there. */
const own = ['person.', 'consent.', 'learner', 'agreed', 'notTheSame', 'unit'];

/** Registers somebody who came along and seats them: both, or neither. */
export async function addNew(
  { locals: { ctx, t }, params }: RequestEvent,
  values: Typed,
): Promise<Reply> {
  const one = (name: string) => values[name]?.[0] ?? '';
  const name = one('person.name');
  await change(ctx, async (ctx) => {
    const learner = await registerLearner(ctx, {
      id: one('learner'),
      unit: one('unit'),
      person: { name, birthYear: one('person.birthYear'), agreed: one('agreed') === 'yes' },
      consent: {
        wording: CONSENT_WORDING,
        way: one('consent.way'),
        witness: one('consent.witness'),
        guardian: one('consent.guardian'),
      },
      notTheSame: one('notTheSame') === 'yes',
    });
    await addLearners(ctx, { session: params.id, learners: [learner] });
  }).catch((error) => {
    throw atTheBox(error);
  });
  const note = t('learning.added', { name });
  return reply(without(values, own), { note });
}

/** Without consent nobody is seated: the fault stands at the box that says it was given. */
function atTheBox(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.code !== 'learning.consent_first') return error;
  const faults = [{ path: 'agreed', code: 'learning.told_and_agreed_missing' }];
  return new Refusal(error.kind, error.code, { values: { ...error.values }, faults });
}
