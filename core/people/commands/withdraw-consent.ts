import { audit, type Ctx, change, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { CONSENT_WORDING } from '../model.ts';
import { ownKey } from '../volunteer-queries.ts';
import { writeConsents } from './write-people.ts';

/**
 * A person takes back their own consent: from now on nothing more is recorded of them; what was
 * recorded stays and stays counted. Only who has agreed can take it back.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` people.no_person, `conflict`
 *   people.nothing_to_withdraw
 */
export async function withdrawConsent(ctx: Ctx): Promise<void> {
  const key = ownKey(ctx);
  await change(ctx, async (ctx) => {
    const { rows } = await sql<{ unit: string; consent: string | null }>`
      select r.unit, v.consent from people.residence r
      join people.v_person v on v.shard = r.shard and v.id = r.person
      where r.shard = ${key.shard} and r.person = ${key.person}::uuid and r.to_date is null
    `.execute(ctx.db);
    const found = rows[0];
    if (found?.consent !== 'given') throw new Refusal('conflict', 'people.nothing_to_withdraw');
    const asked = { wording: CONSENT_WORDING, way: 'screen' } as const;
    await writeConsents(ctx, [{ ...key, answer: 'withdrawn', child: false }], asked);
    await audit(ctx, 'people.consent_withdrawn', { unit: found.unit, subject: key.person });
  });
}
