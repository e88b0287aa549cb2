import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion, monthsOfParts } from './apportion.ts';

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const total = fc.integer({ min: 0, max: 60_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 150 })
  .filter((list) => sum(list) > 0);

test('parts of a target add up to it exactly, none a whole away from its share', () => {
  fc.assert(
    fc.property(total, weights, (n, list) => {
      const parts = apportion(n, list) ?? [];
      expect(sum(parts)).toBe(n);
      for (const [i, part] of parts.entries()) {
        expect(Number.isInteger(part) && part >= 0).toBe(true);
        expect(Math.abs(part - (n * (list[i] ?? 0)) / sum(list))).toBeLessThan(1);
      }
    }),
  );
});

test('who has more people is never asked for less', () => {
  fc.assert(
    fc.property(total, weights, (n, list) => {
      const order = list.map((weight, i) => ({ weight, part: apportion(n, list)?.[i] ?? 0 }));
      order.sort((a, b) => a.weight - b.weight || a.part - b.part);
      for (const [i, { part }] of order.entries())
        expect(part).toBeGreaterThanOrEqual(order[i - 1]?.part ?? 0);
    }),
    { numRuns: 60 },
  );
});

test('month by month the parts add up to the whole, never fall, and end at what was asked', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(steps, weights, (added, list) => {
      const whole = added.map((_, i) => sum(added.slice(0, i + 1)));
      const ends = apportion(whole[11] ?? 0, list) ?? [];
      const months = monthsOfParts(whole, ends);
      expect(months.map((own) => own[11])).toEqual(ends);
      for (const [m, n] of whole.entries()) expect(sum(months.map((own) => own[m] ?? 0))).toBe(n);
      for (const own of months)
        for (const [m, n] of own.entries()) expect(n).toBeGreaterThanOrEqual(own[m - 1] ?? 0);
    }),
  );
});

test('numbers chosen by hand are brought into months just as well', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 11, maxLength: 11 }),
      (ends, shares) => {
        const all = sum(ends);
        const whole = [...[...shares].sort((a, b) => a - b).map((s) => Math.round(s * all)), all];
        const months = monthsOfParts(whole, ends);
        for (const [m, n] of whole.entries()) expect(sum(months.map((own) => own[m] ?? 0))).toBe(n);
        expect(months.map((own) => own[11])).toEqual(ends);
        for (const own of months)
          for (const [m, n] of own.entries()) expect(n).toBeGreaterThanOrEqual(own[m - 1] ?? 0);
      },
    ),
  );
});

test('nothing can be split in proportion to nothing', () => {
  expect(apportion(10, [0, 0])).toBeNull();
});
