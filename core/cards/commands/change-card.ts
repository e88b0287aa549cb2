import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, parse, Refusal } from '@suotdoi/core/ground';
import { type FoundCard, findCard } from '../find.ts';
import { givenCard, personKey, revocation } from '../model.ts';

/**
 * A card is no longer good: it opens nothing any more. Acts learnt before stay.
 * @throws Refusal `missing` cards.unknown_card, `forbidden` accounts.not_allowed
 */
export async function revokeCard(ctx: Ctx, input: unknown): Promise<void> {
  const { card: id, reason } = parse(revocation, input);
  await change(ctx, async (ctx) => {
    const card = await ctx.db
      .selectFrom('cards.card')
      .select(['shard', 'unit', 'revoked'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!card) throw new Refusal('missing', 'cards.unknown_card');
    await authorise(ctx, 'people.register', card.unit);
    if (card.revoked) return;
    await ctx.db
      .updateTable('cards.card')
      .set({ revoked: ctx.now, revoked_by: actorId(ctx.actor), reason })
      .where('shard', '=', card.shard)
      .where('id', '=', id)
      .execute();
    await audit(ctx, 'cards.revoke', { unit: card.unit, subject: id, detail: { reason } });
  });
}

/**
 * Gives a spare card to somebody, for good. Giving it again to the same person changes nothing.
 * @throws Refusal `invalid` cards.unreadable, `unknown` cards.not_ours,
 *   `conflict` cards.given_to_another, `forbidden` accounts.not_allowed
 */
export async function giveCard(ctx: Ctx, input: unknown): Promise<void> {
  const { card: text, person } = parse(givenCard, input);
  await change(ctx, async (ctx) => {
    const { card } = await findCard(ctx, text);
    if (!card) throw new Refusal('unknown', 'cards.not_ours');
    await authorise(ctx, 'people.register', card.unit);
    if (card.person === person.person && !card.revoked) return;
    if (!isSpare(card)) throw new Refusal('conflict', 'cards.given_to_another');
    const given = await ctx.db
      .updateTable('cards.card')
      .set({ person_shard: person.shard, person: person.person, given: ctx.now })
      .where('shard', '=', card.shard)
      .where('id', '=', card.id)
      .where('person', 'is', null)
      .executeTakeFirst();
    if (given.numUpdatedRows === 0n) throw new Refusal('conflict', 'cards.given_to_another');
    await audit(ctx, 'cards.give', { unit: card.unit, subject: card.id });
  });
}

function isSpare({ kind, person, revoked }: FoundCard): boolean {
  return kind === 'spare' && !person && !revoked;
}

/**
 * Forgets somebody's pictures, asked for by them: next time the card is shown they choose anew.
 * @throws Refusal `missing` people.unknown_person, `forbidden` accounts.not_allowed
 */
export async function forgetPictures(ctx: Ctx, input: unknown): Promise<void> {
  const { shard, person } = parse(personKey, input);
  await change(ctx, async (ctx) => {
    const home = await ctx.db
      .selectFrom('people.v_residence')
      .select('unit')
      .where('shard', '=', shard)
      .where('person', '=', person)
      .where('to_date', 'is', null)
      .executeTakeFirst();
    if (!home) throw new Refusal('missing', 'people.unknown_person');
    await authorise(ctx, 'people.register', home.unit);
    await ctx.db
      .deleteFrom('cards.pictures')
      .where('shard', '=', shard)
      .where('person', '=', person)
      .execute();
    await audit(ctx, 'cards.forget_pictures', { unit: home.unit, subject: person });
  });
}
