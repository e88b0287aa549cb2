import { giveCard } from '@suotdoi/core/cards';
import { audit, type Ctx, change, Refusal } from '@suotdoi/core/ground';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { mayRecordActs, peopleByKey, recordConsent, registerLearner } from '@suotdoi/core/people';
import { communeOf } from '@suotdoi/core/units';
import type { Device } from '../device.ts';
import type { Evening } from '../model.ts';

/** Something the instructor should look at; the evening itself is saved. `code` is a message key. */
export interface EveningNote {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

interface Kept {
  readonly kept: Evening;
  /** When it was held, by our clock. */
  readonly at: Date;
}

/**
 * Takes a hand-in-hand session from the instructor's phone, once: people met for the first time,
 * answers to the question of consent, the cards given, then the sheet. The same evening kept by a
 * second instructor is another session: both stay, and each skill counts once.
 * @throws Refusal as `openSession`, `saveSheet`, `registerLearner`, `recordConsent`
 */
export async function takeEvening(ctx: Ctx, device: Device, evening: Kept): Promise<EveningNote[]> {
  const { kept, at } = evening;
  const key = { shard: communeOf(kept.unit), id: kept.id };
  return change(ctx, async (ctx) => {
    const known = await ctx.db
      .insertInto('phones.evening')
      .values({
        ...key,
        device: device.id,
        said: kept.at,
        held: at,
        received: ctx.now,
        notes: '[]',
      })
      .onConflict((c) => c.columns(['shard', 'id']).doNothing())
      .executeTakeFirst();
    if (known.numInsertedOrUpdatedRows === 0n) return notesOf(ctx, key);
    const notes = [...(await welcome(ctx, kept)), ...(await saveRows(ctx, evening))];
    await ctx.db
      .updateTable('phones.evening')
      .set({ notes: JSON.stringify(notes) })
      .where('shard', '=', key.shard)
      .where('id', '=', key.id)
      .execute();
    await audit(ctx, 'phones.evening', { unit: kept.unit, subject: kept.id });
    return notes;
  });
}

async function notesOf(ctx: Ctx, key: { shard: string; id: string }): Promise<EveningNote[]> {
  const row = await ctx.db
    .selectFrom('phones.evening')
    .select('notes')
    .where('shard', '=', key.shard)
    .where('id', '=', key.id)
    .executeTakeFirstOrThrow();
  return row.notes as unknown as EveningNote[];
}

/** New people, answers and cards, in this order: a card is given to somebody who is there. */
async function welcome(ctx: Ctx, { unit, wording, ...kept }: Evening): Promise<EveningNote[]> {
  const notes: EveningNote[] = [];
  const consent = { wording, way: 'spoken' as const };
  // batch: ten learners at most, each registered by the one command that may
  for (const { id, card, guardian, ...person } of kept.newLearners) {
    const asked = {
      id,
      unit,
      person: { ...person, agreed: true },
      consent: { ...consent, guardian },
    };
    try {
      await registerLearner(ctx, asked);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'people.maybe_same') throw error;
      await registerLearner(ctx, { ...asked, notTheSame: true });
      notes.push({
        code: 'phones.maybe_same',
        values: { name: person.name, year: person.birthYear },
      });
    }
    if (card) notes.push(...(await giveSpare(ctx, { card, id, unit, name: person.name })));
  }
  // batch: ten learners at most
  for (const { shard, person, answer, guardian } of kept.consents) {
    await recordConsent(ctx, { shard, person, answer, asked: { ...consent, guardian } });
  }
  return notes;
}

async function giveSpare(
  ctx: Ctx,
  { card, id, unit, name }: { card: string; id: string; unit: string; name: string },
): Promise<EveningNote[]> {
  try {
    await giveCard(ctx, { card, person: { shard: communeOf(unit), person: id } });
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [{ code: 'phones.card_not_given', values: { name } }];
  }
}

/** The sheet, without those whose consent was taken back since the phone last heard. */
async function saveRows(ctx: Ctx, { kept, at }: Kept): Promise<EveningNote[]> {
  const fresh = kept.newLearners.map(({ id }) => ({ shard: communeOf(kept.unit), person: id }));
  const keys = [...kept.rows.map(({ shard, person }) => ({ shard, person })), ...fresh];
  const found = keys.length > 0 ? await peopleByKey(ctx, keys) : [];
  const agreed = new Set(found.filter((p) => mayRecordActs(p.consent)).map((p) => p.person));
  const rows = kept.rows.filter(({ person }) => agreed.has(person));
  const { id, unit, minutes, topic, place, skills, sharedDevice } = kept;
  const learners = rows.map(({ shard, person }) => ({ shard, person }));
  await openSession(ctx, {
    ...{ id, unit, minutes, topic, place, skills, sharedDevice, learners },
    heldAt: at,
  });
  const sheet = rows.map(({ person, present, marks }) => ({ person, present, marks }));
  await saveSheet(ctx, { session: id, version: 1, learners: sheet });
  return found
    .filter(({ person }) => !agreed.has(person))
    .map(({ name }) => ({ code: 'phones.not_recorded', values: { name } }));
}
