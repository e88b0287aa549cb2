import { type Ctx, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { readCard } from './rules.ts';
import { isOurs } from './signing.ts';

export interface FoundCard {
  readonly shard: string;
  readonly id: string;
  readonly kind: 'person' | 'household' | 'spare';
  readonly unit: string;
  readonly person: string | null;
  readonly personShard: string | null;
  readonly household: string | null;
  readonly revoked: Date | null;
}

/** What was shown: the card if there is one, what tries are counted by, and whether a camera saw it. */
export interface Shown {
  readonly card: FoundCard | undefined;
  readonly counted: string;
  readonly byCode: boolean;
}

/**
 * The card somebody shows. A code is looked up only when its signature is ours.
 * @throws Refusal `invalid` cards.unreadable, `unknown` cards.not_ours
 */
export async function findCard(ctx: Ctx, text: string): Promise<Shown> {
  const read = readCard(text);
  if (!read) throw new Refusal('invalid', 'cards.unreadable');
  if (read.kind === 'number') {
    const card = await cardWhere(
      ctx,
      sql`id = (select n.card from cards.number n where n.number = ${read.number})`,
    );
    return { card, counted: `card:${card?.id ?? read.number}`, byCode: false };
  }
  if (!isOurs(ctx, read)) throw new Refusal('unknown', 'cards.not_ours');
  const card = await cardWhere(ctx, sql`id = ${read.id}::uuid`);
  if (!card) throw new Refusal('unknown', 'cards.not_ours');
  return { card, counted: `card:${card.id}`, byCode: true };
}

async function cardWhere(
  ctx: Ctx,
  condition: ReturnType<typeof sql>,
): Promise<FoundCard | undefined> {
  const { rows } = await sql<FoundCard>`
    select shard, id, kind, unit, person, person_shard as "personShard", household, revoked
    from cards.card where ${condition}`.execute(ctx.db);
  return rows[0];
}

/** Somebody a card may open for. */
export interface CardPerson extends PersonKey {
  readonly name: string;
  /** The village where they live now. */
  readonly unit: string;
  readonly hasPictures: boolean;
}

/** Those the card may open for: its person, or the members of its household today. */
export async function peopleOfCard(ctx: Ctx, card: FoundCard): Promise<CardPerson[]> {
  const { rows } = await sql<CardPerson>`
    select p.shard, p.id as person, p.name, r.unit,
      exists (select 1 from cards.pictures k
        where k.shard = p.shard and k.person = p.id) as "hasPictures"
    from people.v_person p
    join people.v_residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    where p.died is null and (p.id = ${card.person}::uuid
      or p.id in (select m.person from people.v_membership m
        where m.collective = ${card.household}::uuid and m.to_date is null))
    order by p.birth_year, p.id`.execute(ctx.db);
  return rows;
}
