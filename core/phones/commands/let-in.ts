import { openCard } from '@suotdoi/core/cards';
import { audit, type Ctx, parse, Refusal } from '@suotdoi/core/ground';
import { type DeviceKeys, deviceBy, letIn } from '../device.ts';
import { enteringAccount, enteringCard } from '../model.ts';

/**
 * Lets a phone in for the learner of a card. Not inside a transaction: wrong pictures stay counted.
 * @throws Refusal as `openCard`
 */
export async function letInByCard(ctx: Ctx, input: unknown): Promise<DeviceKeys> {
  const { publicKey, ...shown } = parse(enteringCard, input);
  const { card, person } = await openCard(ctx, shown);
  const keys = await letIn(ctx, { ...person, card, publicKey });
  await audit(ctx, 'phones.let_in', { unit: person.unit, subject: keys.device });
  return keys;
}

/**
 * Lets a phone in for whoever is signed in: an instructor with their villages, a learner with a
 * password of their own.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` phones.no_village
 */
export async function letInByAccount(ctx: Ctx, input: unknown): Promise<DeviceKeys> {
  const { publicKey } = parse(enteringAccount, input);
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new Refusal('unknown', 'accounts.sign_in_first');
  const teaches = actor.roles.find(({ role }) => near.has(role));
  const unit = (teaches ?? actor.roles.find(({ role }) => role === 'citizen'))?.unit;
  if (!unit) throw new Refusal('forbidden', 'phones.no_village');
  const { person } = actor;
  const keys = await letIn(ctx, { ...person, unit, account: actor.id, publicKey });
  await audit(ctx, 'phones.let_in', { unit, subject: keys.device });
  return keys;
}

/** Who holds sessions, in their own village or commune. */
const near = new Set<string>(['instructor', 'village_officer', 'commune_officer']);

/** The phone gives back its keys: a shared tablet forgets. What it handed in stays. */
export async function endDevice(ctx: Ctx, send: string): Promise<void> {
  const { id, unit } = await deviceBy(ctx, { send });
  await ctx.db
    .updateTable('phones.device')
    .set({ ended: ctx.now })
    .where('id', '=', id)
    .where('ended', 'is', null)
    .execute();
  await audit(ctx, 'phones.end', { unit, subject: id });
}
