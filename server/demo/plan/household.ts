import type { Dice } from './dice.ts';
import { familyNames, ownNames, type Sex } from './names.ts';

export interface Member {
  readonly name: string;
  readonly age: number;
  readonly sex: Sex;
}

/** How many of each generation live together. */
interface Shape {
  readonly great: number;
  readonly elders: number;
  /** 2: a couple; 1: one parent or a single adult. */
  readonly adults: number;
  readonly children: number;
}

const shape = (...[great, elders, adults, children]: [number, number, number, number]): Shape => ({
  great,
  elders,
  adults,
  children,
});

const sizes: readonly (readonly [number, number])[] = [
  [1, 7],
  [2, 17],
  [3, 20],
  [4, 26],
  [5, 17],
  [6, 9],
  [7, 4],
];

const shapes: Readonly<Record<number, readonly (readonly [Shape, number])[]>> = {
  1: [
    [shape(0, 1, 0, 0), 7],
    [shape(0, 0, 1, 0), 3],
  ],
  2: [
    [shape(0, 2, 0, 0), 7],
    [shape(0, 0, 2, 0), 1],
    [shape(0, 0, 1, 1), 2],
  ],
  3: [
    [shape(0, 0, 2, 1), 4],
    [shape(0, 2, 1, 0), 4],
    [shape(0, 1, 2, 0), 2],
  ],
  4: [
    [shape(0, 0, 2, 2), 4],
    [shape(0, 1, 2, 1), 3],
    [shape(0, 2, 2, 0), 3],
  ],
  5: [
    [shape(0, 1, 2, 2), 5],
    [shape(0, 2, 2, 1), 3],
    [shape(0, 0, 2, 3), 2],
  ],
  6: [
    [shape(0, 2, 2, 2), 8],
    [shape(1, 2, 2, 1), 2],
  ],
  7: [
    [shape(0, 2, 2, 3), 5],
    [shape(1, 2, 2, 2), 5],
  ],
};

/** A family's line of descent: sons carry both names. */
export interface Descent {
  readonly surname: string;
  readonly middle: string;
}

/** A family as it may live together, its head first. Ages are those at the end of `year`. */
export function household(dice: Dice, year: number, descent?: Descent): Member[] {
  const form = dice.weigh(shapes[dice.weigh(sizes)] ?? []);
  const surname = descent?.surname ?? dice.weigh(familyNames);
  const person = (age: number, sex: Sex, own: boolean): Member => {
    const family = own ? surname : dice.weigh(familyNames);
    const middle = own && sex === 'male' ? descent?.middle : undefined;
    return {
      age,
      sex,
      name: [family, ...ownNames(dice, { sex, year: year - age }, middle)].join(' '),
    };
  };
  const age = adultAge(dice, form);
  const adults = adultsOf(dice, form, { age, person });
  const elders = eldersOf(dice, form, { age: form.adults > 0 ? age : null, person });
  const children = childrenOf(dice, form, age).map((years) =>
    person(years, dice.chance(0.5) ? 'female' : 'male', true),
  );
  const elderLeads = elders[0] && elders[0].age < 68 && dice.chance(0.4);
  const heads = elderLeads ? [...elders, ...adults] : [...adults, ...elders];
  return [...heads, ...children];
}

type MakePerson = (age: number, sex: Sex, own: boolean) => Member;

function adultAge(dice: Dice, { great, adults, children, elders }: Shape): number {
  if (children > 0) return dice.int(27 + 4 * (children - 1), great > 0 ? 37 : 57);
  if (adults === 1) return dice.int(24, elders > 0 ? 42 : 58);
  return dice.int(24, 44);
}

function adultsOf(
  dice: Dice,
  { adults, children }: Shape,
  { age, person }: { age: number; person: MakePerson },
): Member[] {
  if (adults === 0) return [];
  if (adults === 1) {
    const mother = children > 0 && dice.chance(0.8);
    const sex = mother || (children === 0 && dice.chance(0.4)) ? 'female' : 'male';
    return [person(age, sex, !mother)];
  }
  const couple = [person(age + dice.int(0, 4), 'male', true), person(age, 'female', false)];
  return dice.chance(0.15) ? couple.reverse() : couple;
}

function eldersOf(
  dice: Dice,
  { great, elders }: Shape,
  { age, person }: { age: number | null; person: MakePerson },
): Member[] {
  if (elders === 0) return [];
  const oldest = great > 0 ? 68 : 88;
  const years = age === null ? dice.int(56, 86) : Math.min(oldest, age + dice.int(25, 32));
  const man = person(Math.min(90, years + dice.int(0, 4)), 'male', true);
  const woman = person(years, 'female', false);
  const all = elders === 2 ? [man, woman] : [dice.chance(0.75) ? woman : man];
  return great > 0
    ? [...all, person(Math.min(92, years + dice.int(20, 24)), 'female', false)]
    : all;
}

/** The mother's age is `age`: her first child came at 21 to 27, others every two to five years. */
function childrenOf(dice: Dice, { children }: Shape, age: number): number[] {
  const ages: number[] = [];
  let next = age - dice.int(21, 27);
  for (let i = 0; i < children; i++) {
    ages.push(Math.max(4 + children - 1 - i, next));
    next -= dice.int(2, 5);
  }
  return ages;
}
