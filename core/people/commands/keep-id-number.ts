import { authorise } from '@suotdoi/core/accounts';
import { audit, type Ctx, change, parse, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { heldIdKeys } from '../identity/keys.ts';
import { idNumberIn } from '../identity/number.ts';
import { sealerOf } from '../identity/seal.ts';
import { writeNumbers } from '../identity/write-numbers.ts';
import { FIRST_WORDING, idNumberKept } from '../model.ts';
import { lockPerson } from './lock-person.ts';

/**
 * Keeps a person's identity number, which they may give or not: its last three digits, and the
 * number itself only sealed, where this program has the hub's key. An empty one takes it away.
 * @throws Refusal `invalid` people.id_number_wrong, `conflict` people.id_number_promised
 */
export async function keepIdNumber(ctx: Ctx, input: unknown): Promise<void> {
  const { shard, person, number: written } = parse(idNumberKept, input);
  const said = idNumberIn(written);
  if ('digits' in said)
    throw new Refusal('invalid', 'people.id_number_wrong', {
      faults: [{ path: 'number', code: 'people.id_number_wrong' }],
    });
  await change(ctx, async (ctx) => {
    const key = { shard, person };
    const { unit } = await lockPerson(ctx, key);
    await authorise(ctx, 'people.register', unit);
    if (said.number) await refusePromised(ctx, person);
    await ctx.db
      .updateTable('people.person')
      .set({ id_last3: said.number?.slice(-3) ?? null })
      .where('shard', '=', shard)
      .where('id', '=', person)
      .execute();
    await ctx.db
      .deleteFrom('people.identity')
      .where('shard', '=', shard)
      .where('person', '=', person)
      .execute();
    const keys = heldIdKeys();
    if (said.number && keys) {
      const sealed = sealerOf(keys)(said.number).toString('base64');
      await writeNumbers(ctx, [{ ...key, sealed }]);
    }
    const detail = { removed: said.number === null };
    await audit(ctx, 'people.keep_id_number', { unit, subject: person, detail });
  });
}

/** The first wording said that no number is kept: what was promised is kept until they are asked anew. */
async function refusePromised(ctx: Ctx, person: string): Promise<void> {
  const { rows } = await sql<{ answer: string; wording: string }>`
    select answer, wording from people.consent where person = ${person}::uuid
    order by at desc, id desc limit 1`.execute(ctx.db);
  const [last] = rows;
  if (last?.answer === 'given' && last.wording === FIRST_WORDING)
    throw new Refusal('conflict', 'people.id_number_promised');
}
