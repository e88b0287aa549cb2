import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptBack, publicTable } from './disclosure.ts';
import { type Level, levelOf, told, type UnitFigures } from './levels.ts';
import type { Share, Told } from './model.ts';
import { toldGroups } from './queries/public-gaps.ts';
import { type Bounds, narrow } from './reasoning.ts';

const unit = (code: string, { n, of }: Share): UnitFigures => ({
  code,
  name: code,
  nameEn: code,
  ended: false,
  n,
  of,
  nBefore: n,
  ofBefore: of,
});

const sum = (shares: readonly Share[]): Share =>
  shares.reduce((a, b) => ({ n: a.n + b.n, of: a.of + b.of }), { n: 0, of: 0 });

/** Small numbers often, for they are what must not be told. */
const size = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 10, max: 300 }),
);
const share = fc.tuple(size, size).map(([n, rest]) => ({ n, of: n + rest }));
const country = fc.array(fc.array(share, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 5,
});

/** Everything that all public pages tell of a country, by the unit's code. */
function pagesOf(communes: readonly Share[][]): Map<string, { n: Told; of: Told }> {
  const nation = sum(communes.map(sum));
  const top = levelOf('', [unit('VN', nation)], { compares: false, above: null });
  const provinces = communes.map((below, i) => unit(`${i}`, sum(below)));
  const first = levelOf('VN', provinces, { compares: false, above: top });
  const levels: Level[] = [top, first];
  communes.forEach((below, i) => {
    const rows = below.map((one, j) => unit(`${i}.${j}`, one));
    levels.push(levelOf(`${i}`, rows, { compares: false, above: first }));
  });
  const codes = levels.flatMap(({ rows }) => rows.map(({ code }) => code));
  return new Map(codes.map((code) => [code, told(levels, code)]));
}

const boundsOf = (n: Told): Bounds => {
  if (n === 'few') return { low: 1, high: 9 };
  return n === 'withheld' ? { low: 0, high: 1e9 } : { low: n, high: n };
};

test('no figure under ten is told on any public page', () => {
  fc.assert(
    fc.property(country, (communes) => {
      for (const { n, of } of pagesOf(communes).values()) {
        for (const figure of [n, of]) {
          if (typeof figure === 'number') expect(figure === 0 || figure >= 10).toBe(true);
        }
        if (typeof n === 'number' && typeof of === 'number') {
          expect(of - n === 0 || of - n >= 10).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

type Column = 'n' | 'of' | 'rest';
type Known = Map<string, Record<Column, Bounds>>;

/** All that can be concluded: parts add up to their whole, and "of" is who reached and who did not. */
function conclude(known: Known, communes: readonly Share[][]): void {
  const at = (code: string) => known.get(code) as Record<Column, Bounds>;
  const provinces = communes.map((_, i) => `${i}`);
  for (let round = 0, moved = true; moved && round < 60; round++) {
    moved = false;
    for (const column of ['n', 'of', 'rest'] as const) {
      const add = (whole: string, parts: readonly string[]) =>
        narrow(
          at(whole)[column],
          parts.map((part) => at(part)[column]),
        );
      moved = add('VN', provinces) || moved;
      communes.forEach((below, i) => {
        const parts = below.map((_, j) => `${i}.${j}`);
        moved = add(`${i}`, parts) || moved;
      });
    }
    for (const { n, of, rest } of known.values()) moved = narrow(of, [n, rest]) || moved;
  }
}

test('subtracting what all pages tell finds no figure that is kept back', () => {
  fc.assert(
    fc.property(country, (communes) => {
      const pages = pagesOf(communes);
      const known: Known = new Map(
        [...pages].map(([code, { n, of }]) => [
          code,
          { n: boundsOf(n), of: boundsOf(of), rest: boundsOf('withheld') },
        ]),
      );
      conclude(known, communes);
      for (const [code, { n, of, rest }] of known) {
        for (const { low, high } of [n, of, rest]) {
          if (low === high && low > 0 && low < 10) throw new Error(`${code} is found: ${low}`);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('one small part takes the next smallest with it', () => {
  const { rows } = publicTable([
    { n: 5, of: 200 },
    { n: 40, of: 90 },
    { n: 60, of: 300 },
  ]);
  expect(rows.map(({ n }) => n)).toEqual(['few', 'withheld', 60]);
  expect(rows.map(({ of }) => of)).toEqual([200, 90, 300]);
});

test('small parts that add up to a small number take more with them', () => {
  expect([...keptBack([[1], [1], [30], [20]])].sort()).toEqual([0, 1, 3]);
});

test('a group is told of no province if the others would give it away from the nation', () => {
  const women = (n: number) => ({ slice: 'sex:female', n, of: n + 50 });
  const men = (n: number) => ({ slice: 'sex:male', n, of: n + 50 });
  const provinces = [
    [women(4), men(20)],
    [women(30), men(40)],
    [women(70), men(80)],
  ];
  const all = [[women(104), men(140)], ...provinces];
  expect(toldGroups(all, 1)).toBeNull();
  expect(toldGroups(all, 2)).toBeNull();
  expect(toldGroups(all, 3)).toEqual(provinces[2]);
});
