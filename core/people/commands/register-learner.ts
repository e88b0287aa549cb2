import { authorise } from '@suotdoi/core/accounts';
import { audit, type Ctx, change, type PersonKey, parse, Refusal } from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { communeOf } from '@suotdoi/core/units';
import { newLearner } from '../model.ts';
import { memberFaults, refuseLookalikes, writePeople } from './write-people.ts';

/** Registers one person on the spot; a family can be added later. Sent twice, registered once. */
export async function registerLearner(ctx: Ctx, input: unknown): Promise<PersonKey> {
  const { id, unit, person, consent, notTheSame } = parse(newLearner, input);
  await authorise(ctx, 'people.register', unit);
  const key = { shard: communeOf(unit), person: id };
  const faults = memberFaults(ctx, [person], consent).map((fault) => ({
    ...fault,
    path: fault.path.replace('members.0', 'person'),
  }));
  if (faults.length > 0) throw new Refusal('invalid', 'ground.invalid_input', { faults });
  return change(ctx, async (ctx) => {
    const known = await ctx.db
      .selectFrom('people.person')
      .select('id')
      .where('shard', '=', key.shard)
      .where('id', '=', id)
      .executeTakeFirst();
    if (known) return key;
    if (!notTheSame) await refuseLookalikes(ctx, unit, [person]);
    await writePeople(ctx, [{ ...person, id, unit }], consent);
    await touchPeople(ctx, [key]);
    await audit(ctx, 'people.register_learner', { unit, subject: id });
    return key;
  });
}
