import { dayOf } from '@suotdoi/core/ground';
import { skillByCode, skills, standards } from '@suotdoi/core/standing/model';
import { missingFor } from '@suotdoi/core/standing/rules';
import { describe, expect, test } from 'vitest';
import { signIns } from '../accounts.ts';
import { HOA, type PlannedPerson } from './people.ts';
import { type DemoPlan, planDemo } from './plan.ts';
import { WEEKS } from './villages.ts';

const days = ['2026-11-24', '2027-01-03', '2027-02-28', '2028-07-01'];
const plans = new Map(days.map((day) => [day, planDemo(day, 'full')]));
const members = (plan: DemoPlan) => plan.families.flatMap((family) => family.members);
const held = (plan: DemoPlan) => plan.sessions.filter(({ savedAt }) => savedAt !== null);

/** What everybody can do alone in the end. */
function can(plan: DemoPlan): Map<PlannedPerson, Set<string>> {
  const known = new Map<PlannedPerson, Set<string>>();
  for (const { person, marks } of held(plan).flatMap(({ seats }) => seats)) {
    const own = known.get(person) ?? new Set();
    for (const [code, grade] of Object.entries(marks)) if (grade === 'alone') own.add(code);
    known.set(person, own);
  }
  return known;
}

test('the story of a day is always the same', () => {
  expect(planDemo('2026-11-24', 'full')).toEqual(plans.get('2026-11-24'));
});

describe.each(days)('told on %s', (day) => {
  const plan = plans.get(day) as DemoPlan;

  test('it has as many families, people and clans as promised', () => {
    expect(plan.families.length).toBe(400);
    expect(plan.clans.length).toBe(12);
    expect(members(plan).length).toBeGreaterThan(1400);
    expect(members(plan).length).toBeLessThan(1600);
    const ages = members(plan).map(({ birthYear }) => Number(day.slice(0, 4)) - birthYear);
    expect(Math.min(...ages)).toBe(4);
    expect(Math.max(...ages)).toBeLessThanOrEqual(92);
    for (const family of plan.families) expect(family.members.length).toBeLessThanOrEqual(7);
  });

  test('nobody is asked for two things at once, nor before they agreed', () => {
    const busy = new Set<string>();
    for (const { by, heldAt, seats } of plan.sessions) {
      const who = [by, ...seats.map(({ person }) => `${person.name} ${person.birthYear}`)];
      expect(busy.has(`${by} ${heldAt.toISOString()}`)).toBe(false);
      for (const one of who) busy.add(`${one} ${heldAt.toISOString()}`);
      expect(new Set(seats.map(({ person }) => person)).size).toBe(seats.length);
      expect(seats.every(({ person }) => person.agreed)).toBe(true);
    }
  });

  test('sessions fill the six months up to yesterday, and those to come are not filled in', () => {
    const past = held(plan);
    expect(past.length).toBe(held(plans.get('2026-11-24') as DemoPlan).length);
    for (const { heldAt, savedAt, openedAt } of plan.sessions) {
      expect(openedAt.getTime()).toBeLessThan(heldAt.getTime());
      expect(dayOf(openedAt) < day).toBe(true);
      expect(savedAt === null).toBe(dayOf(heldAt) >= day);
      if (savedAt) expect(dayOf(savedAt) < day).toBe(true);
    }
    const first = past[0]?.heldAt.getTime() ?? 0;
    const last = past.at(-1)?.heldAt.getTime() ?? 0;
    expect((last - first) / 86_400_000).toBeGreaterThan((WEEKS - 1) * 7);
    const lastRegistered = Math.max(...plan.families.map(({ at }) => at.getTime()));
    expect(lastRegistered).toBeLessThan(
      Math.min(...plan.sessions.map((s) => s.openedAt.getTime())),
    );
  });

  test('lessons come in their order, and no more in an evening than people can bear', () => {
    const known = new Map<PlannedPerson, Set<string>>();
    for (const session of held(plan)) {
      expect(session.seats.length).toBeLessThanOrEqual(10);
      expect(session.skills.length).toBeLessThanOrEqual(5);
      for (const { person, present, marks } of session.seats) {
        const own = known.get(person) ?? new Set();
        known.set(person, own);
        if (!present) expect(marks).toEqual({});
        for (const [code, grade] of Object.entries(marks)) {
          expect(own.has(code)).toBe(false);
          for (const before of skillByCode.get(code)?.prerequisites ?? [])
            expect(own.has(before)).toBe(true);
          if (grade === 'alone') own.add(code);
        }
      }
    }
  });

  test('Mrs Hoa is on her way: fourteen skills, and one of her family has reached the standard', () => {
    const home = plan.families.find((f) =>
      f.members.some((p) => p.name === HOA.name && p.birthYear === HOA.birthYear),
    );
    const known = can(plan);
    const hoa = home?.members.find((p) => p.name === HOA.name);
    expect(hoa && known.get(hoa)?.size).toBe(14);
    const [rule] = standards;
    const reached = home?.members.filter((p) => {
      const lacks = rule && missingFor(known.get(p) ?? new Set(), skills, rule);
      return lacks?.essential.length === 0 && lacks.others === 0;
    });
    expect(reached?.length).toBe(1);
  });

  test('targets never fall, and those of a unit are the sum of those below it', () => {
    const of = (unit: string, subject: string) =>
      plan.targets.filter((t) => t.unit === unit && t.subject === subject);
    for (const { byMonth } of plan.targets)
      expect(byMonth).toEqual([...byMonth].sort((a, b) => a - b));
    const villages = plan.targets.filter((t) => t.unit.includes('.') && t.subject === 'citizens');
    for (const { year, byMonth } of of('VN', 'citizens')) {
      const sum = villages
        .filter((t) => t.year === year)
        .reduce((n, t) => n + (t.byMonth[11] ?? 0), 0);
      expect(byMonth[11]).toBe(sum);
    }
    expect(of('16681', 'communities').length).toBeGreaterThan(0);
  });
});

test('small has the same sign-ins and the people they speak of', () => {
  const small = planDemo('2026-11-24', 'small');
  expect(small.families.length).toBeLessThan(120);
  expect(members(small).some((p) => p.name === HOA.name && p.birthYear === HOA.birthYear)).toBe(
    true,
  );
  expect(small.sessions.every(({ by }) => signIns.some(({ username }) => username === by))).toBe(
    true,
  );
});
