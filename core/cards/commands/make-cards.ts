import { randomInt } from 'node:crypto';
import { authorise } from '@suotdoi/core/accounts';
import { actorId, audit, type Ctx, change, newId, parse, Refusal } from '@suotdoi/core/ground';
import { communeOf } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { cardsFor } from '../model.ts';
import { withCheckDigit } from '../rules.ts';

interface NewCard {
  readonly kind: 'person' | 'household' | 'spare';
  readonly person?: { readonly shard: string; readonly person: string };
  readonly household?: { readonly shard: string; readonly id: string };
}

/**
 * Makes cards for people and households of a village, and cards to spare. Whoever has a card that
 * is still good keeps it: no second one is made.
 * @returns ids of the cards, those that were there too
 * @throws Refusal `forbidden` accounts.not_allowed, `missing` people.unknown_person,
 *   `invalid` cards.nothing_chosen, cards.too_many
 */
export async function makeCards(ctx: Ctx, input: unknown): Promise<string[]> {
  const asked = parse(cardsFor, input);
  await authorise(ctx, 'people.register', asked.unit);
  if (asked.people.length + asked.households.length + asked.spare === 0) {
    throw new Refusal('invalid', 'cards.nothing_chosen');
  }
  return change(ctx, async (ctx) => {
    await refuseStrangers(ctx, asked);
    const kept = await goodCards(ctx, asked);
    const has = new Set(kept.map((card) => card.person ?? card.household));
    const wanted: NewCard[] = [
      ...asked.people
        .filter(({ person }) => !has.has(person))
        .map((person) => ({ kind: 'person' as const, person })),
      ...asked.households
        .filter(({ id }) => !has.has(id))
        .map((household) => ({ kind: 'household' as const, household })),
      ...Array.from({ length: asked.spare }, () => ({ kind: 'spare' as const })),
    ];
    const made = await writeCards(ctx, asked.unit, wanted);
    await audit(ctx, 'cards.make', { unit: asked.unit, detail: { cards: made.length } });
    return [...kept.map((card) => card.id), ...made];
  });
}

type Asked = ReturnType<typeof cardsFor.parse>;

/** People and households must live in the village the officer answers for. */
async function refuseStrangers(ctx: Ctx, { unit, people, households }: Asked): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from people.v_residence r
        where r.unit = ${unit} and r.to_date is null
          and r.person = any(${people.map((p) => p.person)}::uuid[]))
      + (select count(*) from people.v_collective c
        where c.unit = ${unit} and c.kind = 'family' and c.to_date is null
          and c.id = any(${households.map((h) => h.id)}::uuid[])) as n`.execute(ctx.db);
  if (Number(rows[0]?.n) !== people.length + households.length) {
    throw new Refusal('missing', 'people.unknown_person');
  }
}

async function goodCards(
  ctx: Ctx,
  { people, households }: Asked,
): Promise<{ id: string; person: string | null; household: string | null }[]> {
  const { rows } = await sql<{ id: string; person: string | null; household: string | null }>`
    select distinct on (person, household) id, person, household from cards.card
    where revoked is null and (person = any(${people.map((p) => p.person)}::uuid[])
      or household = any(${households.map((h) => h.id)}::uuid[]))
    order by person, household, made desc`.execute(ctx.db);
  return rows;
}

async function writeCards(ctx: Ctx, unit: string, wanted: readonly NewCard[]): Promise<string[]> {
  if (wanted.length === 0) return [];
  const shard = communeOf(unit);
  const rows = wanted.map(({ kind, person, household }) => ({
    shard,
    id: newId(),
    number: withCheckDigit(String(randomInt(100_000_000)).padStart(8, '0')),
    kind,
    unit,
    person_shard: person?.shard ?? null,
    person: person?.person ?? null,
    household_shard: household?.shard ?? null,
    household: household?.id ?? null,
    made: ctx.now,
    made_by: actorId(ctx.actor),
  }));
  // A number drawn twice breaks here and nothing is made: the officer presses again.
  await ctx.db
    .insertInto('cards.number')
    .values(rows.map(({ number, id }) => ({ number, shard, card: id })))
    .execute();
  await ctx.db.insertInto('cards.card').values(rows).execute();
  return rows.map(({ id }) => id);
}
