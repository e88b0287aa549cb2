import { type Dice, dice } from './dice.ts';
import type { PlannedFamily, PlannedPerson } from './people.ts';
import type { ClanSpec, Village } from './villages.ts';

/** Somebody who comes to sessions, with what they can do so far. */
export interface Learner {
  readonly person: PlannedPerson;
  readonly chance: Dice;
  /** How easily they manage by themselves. */
  readonly ease: number;
  /** How likely they come on an evening. */
  readonly comes: number;
  /** Skills shown alone. */
  readonly can: Set<string>;
  readonly tries: Map<string, number>;
}

/**
 * The people of a village who may come, in the order in which they do. Elders come first of all,
 * and whole households rather than single people, because neighbours bring each other.
 */
export function recruits(
  village: Village,
  about: { families: readonly PlannedFamily[]; clans: readonly ClanSpec[]; year: number },
): { queue: Learner[]; held: Learner[] } {
  const keen = new Set(about.clans.filter((c) => c.keen).map((c) => c.name));
  const queue: { turn: number; learner: Learner }[] = [];
  const held: Learner[] = [];
  for (const family of about.families.filter((f) => f.unit === village.code)) {
    const chance = dice(`comes ${family.id}`);
    const eager = (family.clan && keen.has(family.clan) ? 2.5 : 1) * 0.12 ** chance.next();
    for (const [i, person] of family.members.entries()) {
      const age = about.year - person.birthYear;
      const turn = (0.6 + chance.next()) / (eager * pull(age));
      if (!person.agreed || age < 15) continue;
      const learner = newLearner(person, dice(`learner ${family.id} ${i}`), age);
      if (person.comes === 'held') held.push(learner);
      else queue.push({ learner, turn: person.comes === 'first' ? -1 : turn });
    }
  }
  return { held, queue: queue.sort((a, b) => a.turn - b.turn).map(({ learner }) => learner) };
}

function pull(age: number): number {
  if (age >= 82) return 1.2;
  if (age >= 55) return 6;
  if (age >= 45) return 2.5;
  return age >= 25 ? 0.7 : 0.4;
}

function newLearner(person: PlannedPerson, chance: Dice, age: number): Learner {
  const young = age < 30 ? 1.6 : age < 50 ? 1 : age < 65 ? 0.5 : age < 76 ? 0.1 : -0.4;
  const fixed = person.skills !== undefined;
  return {
    person,
    chance,
    ease: 2.9 + young + (chance.next() - 0.5) * 1.2,
    comes: fixed ? 1 : 0.86 + chance.next() * 0.13,
    can: new Set(),
    tries: new Map(),
  };
}
