import { type Day, foldText, idOf, momentOf } from '@suotdoi/core/ground';
import { dayMinus } from './calendar.ts';
import { type Dice, dice } from './dice.ts';
import { type Descent, household, type Member } from './household.ts';
import {
  namedFamilies,
  type PlannedClan,
  type PlannedFamily,
  type PlannedPerson,
} from './people.ts';
import { type ClanSpec, clansIn, type Village, WEEKS } from './villages.ts';

/** Names of this demonstration's identifiers are made within it. */
export const DEMO = '6f1d8c1e-5d0b-5c55-9a39-3d6f7c0a2b11';

/** Families are registered in the four weeks before the first evening. */
const REGISTERING = 28;

/** All families, village by village; nobody has the name and birth year of somebody in the village. */
export function planFamilies(today: Day, villages: readonly Village[]): PlannedFamily[] {
  return villages.flatMap((village) => familiesOf(today, village, clansIn([village.code])));
}

function familiesOf(today: Day, village: Village, clans: readonly ClanSpec[]): PlannedFamily[] {
  const year = Number(today.slice(0, 4));
  const taken = new Set<string>();
  const named = namedFamilies.filter(({ unit }) => unit === village.code);
  for (const { members } of named) for (const person of members) taken.add(keyOf(person));
  const descents = clans.flatMap((clan) => {
    const known = named.filter((family) => family.clan === clan.name).length;
    return Array.from({ length: (clan.families[village.code] ?? 0) - known }, () => clan);
  });
  return Array.from({ length: village.families }, (_, i) => {
    const chance = dice(`family ${village.code} ${i}`);
    const given = named[i];
    const clan = given ? null : descents[i - named.length];
    return {
      id: idOf(DEMO, `family ${village.code} ${i}`),
      unit: village.code,
      at: registeredAt(today, { i, of: village.families, chance }),
      members: given?.members ?? unlike(taken, { chance, year, clan }),
      clan: given ? (given.clan ?? null) : (clan?.name ?? null),
    };
  });
}

/** A household none of whose members could be taken for somebody else in the village. */
function unlike(
  taken: Set<string>,
  about: { chance: Dice; year: number; clan: Descent | null | undefined },
): PlannedPerson[] {
  const { chance, year, clan } = about;
  for (;;) {
    const people = household(chance, year, clan ?? undefined).map((m) => asked(chance, year, m));
    const keys = people.map(keyOf);
    if (new Set(keys).size < keys.length || keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    return people;
  }
}

function keyOf({ name, birthYear }: { name: string; birthYear: number }): string {
  return `${foldText(name)} ${birthYear}`;
}

/** Most agree; a few refuse; some were not at home, and a small child is asked later. */
function asked(chance: Dice, year: number, { name, age, sex }: Member): PlannedPerson {
  const answer = chance.next();
  const away = age < 10 ? 0.12 : 0.025;
  const agreed = answer < 0.015 ? false : answer < 0.015 + away ? undefined : true;
  return { name, sex, birthYear: year - age, agreed };
}

function registeredAt(today: Day, about: { i: number; of: number; chance: Dice }): Date {
  const { i, of, chance } = about;
  const before = WEEKS * 7 + REGISTERING - Math.floor((i / of) * (REGISTERING - 4));
  return momentOf(dayMinus(today, before), chance.int(8, 16), chance.int(0, 59));
}

/** Clans are written down once their families are. */
export function planClans(
  today: Day,
  villages: readonly Village[],
  families: readonly PlannedFamily[],
): PlannedClan[] {
  const at = momentOf(dayMinus(today, WEEKS * 7 + 3), 14);
  return clansIn(villages.map(({ code }) => code)).map(({ name, unit }) => ({
    id: idOf(DEMO, `clan ${name} ${unit}`),
    name,
    unit,
    at,
    members: families.filter((f) => f.clan === name).flatMap((f) => f.members),
  }));
}
