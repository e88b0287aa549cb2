import { authorise } from '@suotdoi/core/accounts';
import {
  audit,
  type Ctx,
  change,
  dayOf,
  foldText,
  nameOrder,
  parse,
  Refusal,
} from '@suotdoi/core/ground';
import { touchPeople } from '@suotdoi/core/record';
import { consentGiven, personChange, personMove } from '../model.ts';
import { birthYearIsPossible, needsGuardian } from '../rules.ts';
import { lockPerson } from './lock-person.ts';
import { writeConsents } from './write-people.ts';

/**
 * Corrects a name or a birth year. Refuses `conflict people.changed_meanwhile` when somebody
 * else changed the person since the form was opened.
 */
export async function correctPerson(ctx: Ctx, input: unknown): Promise<void> {
  const next = parse(personChange, input);
  if (!birthYearIsPossible(next.birthYear, thisYear(ctx)))
    throw new Refusal('invalid', 'ground.invalid_input', {
      faults: [{ path: 'birthYear', code: 'people.birth_year_impossible' }],
    });
  await change(ctx, async (ctx) => {
    const { unit, version } = await lockPerson(ctx, next);
    await authorise(ctx, 'people.register', unit);
    if (version !== next.version) throw new Refusal('conflict', 'people.changed_meanwhile');
    await ctx.db
      .updateTable('people.person')
      .set({
        version: version + 1,
        name: next.name,
        name_order: nameOrder(next.name),
        search: foldText(next.name),
        birth_year: next.birthYear,
      })
      .where('shard', '=', next.shard)
      .where('id', '=', next.person)
      .execute();
    await touchPeople(ctx, [next]);
    await audit(ctx, 'people.correct', { unit, subject: next.person });
  });
}

/**
 * Moves a person to another village from a day on. Figures before that day stay where they were.
 * A second move on the same day replaces the first. Refuses a day before the last move or after today.
 */
export async function movePerson(ctx: Ctx, input: unknown): Promise<void> {
  const move = parse(personMove, input);
  if (move.from > dayOf(ctx.now)) throw new Refusal('invalid', 'people.move_in_future');
  await change(ctx, async (ctx) => {
    const { unit, since } = await lockPerson(ctx, move);
    await authorise(ctx, 'people.register', unit);
    await authorise(ctx, 'people.register', move.unit);
    if (move.from < since) throw new Refusal('invalid', 'people.move_before_last');
    const stay = { shard: move.shard, person: move.person, from_date: move.from };
    if (move.from > since) {
      await ctx.db
        .updateTable('people.residence')
        .set({ to_date: move.from })
        .where('shard', '=', move.shard)
        .where('person', '=', move.person)
        .where('to_date', 'is', null)
        .execute();
    }
    await ctx.db
      .insertInto('people.residence')
      .values({ ...stay, unit: move.unit })
      .onConflict((c) =>
        c.columns(['shard', 'person', 'from_date']).doUpdateSet({ unit: move.unit }),
      )
      .execute();
    await touchPeople(ctx, [move]);
    await audit(ctx, 'people.move', { unit: move.unit, subject: move.person });
  });
}

/** Records an answer to the question of consent; earlier answers stay. A child needs a guardian. */
export async function recordConsent(ctx: Ctx, input: unknown): Promise<void> {
  const { shard, person, answer, asked } = parse(consentGiven, input);
  await change(ctx, async (ctx) => {
    const { unit, birthYear } = await lockPerson(ctx, { shard, person });
    await authorise(ctx, 'people.register', unit);
    const child = needsGuardian(birthYear, thisYear(ctx));
    if (answer === 'given' && child && !asked.guardian)
      throw new Refusal('invalid', 'ground.invalid_input', {
        faults: [{ path: 'asked.guardian', code: 'people.guardian_missing' }],
      });
    await writeConsents(ctx, [{ shard, person, answer, child }], asked);
    await audit(ctx, `people.consent_${answer}`, { unit, subject: person });
  });
}

function thisYear(ctx: Ctx): number {
  return Number(dayOf(ctx.now).slice(0, 4));
}
