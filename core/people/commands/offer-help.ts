import { actorId, audit, type Ctx, change, dayOf, parse, Refusal } from '@suotdoi/core/ground';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { offer } from '../volunteer-model.ts';
import { ownKey } from '../volunteer-queries.ts';

/**
 * A person offers to help others, on these days, in these villages of their commune. A new offer
 * takes the place of the one before. Their name is then shown to families of these villages.
 * @throws Refusal `invalid` people.offer_places_elsewhere and faults of the fields, `forbidden`
 *   people.no_person
 */
export async function offerHelp(ctx: Ctx, input: unknown): Promise<void> {
  const { days, places } = parse(offer, input);
  const key = ownKey(ctx);
  const today = dayOf(ctx.now);
  await change(ctx, async (ctx) => {
    const { rows } = await sql<{ unit: string; known: number }>`
      select r.unit, (select count(*)::int from units.v_unit u where u.level = 'village'
        and u.valid_to is null and u.code = any(${[...new Set(places)]}::text[])) as known
      from people.residence r
      where r.shard = ${key.shard} and r.person = ${key.person}::uuid and r.to_date is null
    `.execute(ctx.db);
    const home = rows[0];
    if (!home) throw new Refusal('missing', 'people.unknown_person');
    const here = places.every((place) => communeOf(place) === communeOf(home.unit));
    if (!here || home.known !== new Set(places).size) throw elsewhere();
    await endOffer(ctx, today);
    await ctx.db
      .insertInto('people.volunteer')
      .values({ ...key, from_date: today, days, places, noted_by: actorId(ctx.actor) })
      .onConflict((c) =>
        c
          .columns(['shard', 'person', 'from_date'])
          .doUpdateSet({ days, places, to_date: null, noted_by: actorId(ctx.actor) }),
      )
      .execute();
    await audit(ctx, 'people.offer_help', { unit: home.unit, subject: key.person });
  });
}

/** Ends one's offer to help, from today. */
export async function stopHelping(ctx: Ctx): Promise<void> {
  const { person } = ownKey(ctx);
  await change(ctx, async (ctx) => {
    await endOffer(ctx, dayOf(ctx.now));
    await audit(ctx, 'people.stop_helping', { subject: person });
  });
}

async function endOffer(ctx: Ctx, to: string): Promise<void> {
  const { shard, person } = ownKey(ctx);
  await ctx.db
    .updateTable('people.volunteer')
    .set({ to_date: to })
    .where('shard', '=', shard)
    .where('person', '=', person)
    .where('to_date', 'is', null)
    .execute();
}

function elsewhere(): Refusal {
  const faults = [{ path: 'places', code: 'people.offer_places_elsewhere' }];
  return new Refusal('invalid', 'people.offer_places_elsewhere', { faults });
}
