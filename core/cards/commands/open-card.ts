import { hash, verify } from '@node-rs/argon2';
import {
  type Auth,
  countTry,
  forgetTries,
  openPersonSession,
  type SessionCookie,
} from '@suotdoi/core/accounts';
import { type AccountActor, type Ctx, parse, Refusal } from '@suotdoi/core/ground';
import { type CardPerson, type FoundCard, findCard, peopleOfCard } from '../find.ts';
import { type Picture, type ShownCard, shownCard } from '../model.ts';
import { PICTURE_TRIES } from '../rules.ts';

/** As for passwords: 19 MiB, 2 passes. Three of twelve are few, so it is the wait that protects. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Whose card it is, after the pictures were right. */
export interface Holder {
  readonly card: string;
  readonly person: CardPerson;
}

/** What a card says before its pictures are shown. Names are told only to who holds the very card. */
export interface CardGreeting {
  readonly kind: 'person' | 'household';
  readonly members: readonly { person: string; name: string; hasPictures: boolean }[];
}

/**
 * Greets a card. A number alone, which anybody can make up, is always greeted the same way.
 * @throws Refusal `invalid` cards.unreadable; `unknown` cards.not_ours, cards.revoked,
 *   cards.not_given_yet
 */
export async function greetCard(ctx: Ctx, text: string): Promise<CardGreeting> {
  const { card, byCode } = await findCard(ctx, text);
  if (!byCode) return { kind: 'person', members: [] };
  const good = usable(card);
  const members = (await peopleOfCard(ctx, good)).map(({ person, name, hasPictures }) => ({
    person,
    name: name.split(' ').slice(-2).join(' '),
    hasPictures,
  }));
  return { kind: good.kind === 'household' ? 'household' : 'person', members };
}

/**
 * Opens a card with three pictures. The first time they are chosen, which needs the QR code
 * itself. Tries are counted before the pictures are looked at, a person's and a card's alike; an
 * unknown number takes the same work and gets the same answer as a wrong picture. Not inside a
 * transaction: a wrong try must stay counted.
 * @throws Refusal `invalid` cards.unreadable, cards.pictures_three, cards.pictures_differ;
 *   `unknown` cards.not_ours, cards.revoked, cards.not_given_yet, cards.wrong_pictures;
 *   `too_many` accounts.too_many_tries {minutes}
 */
export async function openCard(ctx: Ctx, input: ShownCard): Promise<Holder> {
  const shown = parse(shownCard, input);
  const { card, counted, byCode } = await findCard(ctx, shown.card);
  const key = `${counted}${card?.kind === 'household' ? `:${shown.person}` : ''}`;
  await countTry(ctx, key, PICTURE_TRIES);
  const good = byCode ? usable(card) : card && !card.revoked ? card : undefined;
  const people = good ? await peopleOfCard(ctx, good) : [];
  const wanted = good?.kind === 'household' ? shown.person : (good?.person ?? undefined);
  const person = people.find((one) => one.person === wanted);
  if (!good || !person || !(await picturesFit(ctx, person, { ...shown, byCode }))) {
    if (!person) await hash(shown.pictures.join('.'), cost);
    throw new Refusal('unknown', 'cards.wrong_pictures');
  }
  await forgetTries(ctx, key);
  return { card: good.id, person };
}

/**
 * Signs a learner in on the ordinary pages. Who also works with other people's data signs in with
 * their password: three pictures are not enough for that.
 * @throws Refusal as `openCard`; `forbidden` accounts.password_needed
 */
export async function signInByCard(
  ctx: Ctx,
  auth: Auth,
  input: ShownCard & { readonly secure: boolean },
): Promise<{ cookies: SessionCookie[]; actor: AccountActor }> {
  const { person } = await openCard(ctx, input);
  return openPersonSession(ctx, auth, { ...person, secure: input.secure });
}

function usable(card: FoundCard | undefined): FoundCard {
  if (!card) throw new Refusal('unknown', 'cards.not_ours');
  if (card.revoked) throw new Refusal('unknown', 'cards.revoked');
  if (card.kind === 'spare' && !card.person) throw new Refusal('unknown', 'cards.not_given_yet');
  return card;
}

async function picturesFit(
  ctx: Ctx,
  { shard, person }: CardPerson,
  shown: { pictures: readonly Picture[]; byCode: boolean },
): Promise<boolean> {
  const kept = await ctx.db
    .selectFrom('cards.pictures')
    .select('hash')
    .where('shard', '=', shard)
    .where('person', '=', person)
    .executeTakeFirst();
  const text = shown.pictures.join('.');
  if (kept) return verify(kept.hash, text);
  const made = await hash(text, cost);
  if (!shown.byCode) return false;
  const written = await ctx.db
    .insertInto('cards.pictures')
    .values({ shard, person, hash: made, chosen: ctx.now })
    .onConflict((c) => c.columns(['shard', 'person']).doNothing())
    .executeTakeFirst();
  return written.numInsertedOrUpdatedRows === 1n;
}
