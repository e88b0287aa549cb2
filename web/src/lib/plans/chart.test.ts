import { outlookOf, yearOf } from '@suotdoi/core/plans/rules';
import { expect, test } from 'vitest';
import { about, big, drawingOf, type Series, seriesOf, small } from './chart.ts';
import { labelsOf, spread } from './chart-labels.ts';

const targets = new Map(Array.from({ length: 12 }, (_, i) => [month(i + 1), 100 * (i + 1)]));
const changes = new Map([
  ['2026-07', 90],
  ['2026-08', 110],
  ['2026-09', 120],
  ['2026-10', 40],
]);

function month(n: number): string {
  return `2026-${String(n).padStart(2, '0')}`;
}

/** As the page reads them on 15 October, with 2.5 months left. */
function october(): Series {
  const months = yearOf(2026, changes, { targets, current: '2026-10' });
  const outlook = outlookOf({ reached: 360, target: 1200, recent: [90, 110, 120], left: 2.5 });
  return seriesOf({ year: 2026, month: '2026-10', began: '2026-07' }, { months, outlook });
}

test('the line of what was done begins where learning began and ends today, not at the month’s end', () => {
  const { actual, plan, forecast } = october();
  expect(actual).toEqual([
    { at: 6, n: 0 },
    { at: 7, n: 90 },
    { at: 8, n: 200 },
    { at: 9, n: 320 },
    { at: 9.5, n: 360 },
  ]);
  expect(plan).toHaveLength(13);
  expect(forecast).toEqual({ low: 585, high: 660 });
});

test('a year that is over is drawn to its end, without a forecast', () => {
  const months = yearOf(2026, changes, { targets, current: '2026-12' });
  const series = seriesOf(
    { year: 2026, month: '2026-12', began: '2026-07' },
    { months, outlook: null },
  );
  expect(series.actual.at(-1)).toEqual({ at: 12, n: 360 });
  expect(series.forecast).toBeNull();
});

test('everything that is drawn lies within the drawing, in both sizes', () => {
  for (const size of [big, small]) {
    const { dots, plan, fan, lines, left, floor, end } = drawingOf(october(), size, String);
    for (const { x, y } of dots) {
      expect(x).toBeGreaterThanOrEqual(left);
      expect(x).toBeLessThanOrEqual(end);
      expect(y).toBeGreaterThanOrEqual(size.top);
      expect(y).toBeLessThanOrEqual(floor);
    }
    expect(plan).toMatch(/^M/);
    expect(fan).toMatch(/Z$/);
    expect(lines.length).toBeGreaterThan(2);
  }
});

test('the axis begins at 0 unless the lines lie together far above it', () => {
  const flat: Series = {
    plan: [
      { at: 0, n: 31_500 },
      { at: 12, n: 54_000 },
    ],
    actual: [
      { at: 0, n: 31_500 },
      { at: 9, n: 46_020 },
    ],
    forecast: null,
  };
  expect(drawingOf(flat, big, String).from).toBe(30_000);
  expect(drawingOf(october(), big, String).from).toBe(0);
});

test('the axis of a village that has done nothing yet still counts whole people', () => {
  const nothing: Series = {
    plan: [
      { at: 0, n: 0 },
      { at: 12, n: 3 },
    ],
    actual: [],
    forecast: null,
  };
  const { lines, actual, now } = drawingOf(nothing, small, String);
  expect(lines.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
  expect([actual, now]).toEqual([null, null]);
});

test('labels that would stand on each other are moved apart and stay in the drawing', () => {
  expect(spread([50, 55, 200], { gap: 40, min: 20, max: 300 })).toEqual([50, 90, 200]);
  expect(spread([290, 280], { gap: 40, min: 20, max: 300 })).toEqual([300, 260]);
});

test('no name of a line stands on another, in either size', () => {
  for (const size of [big, small]) {
    const labels = labelsOf(drawingOf(october(), size, String), {
      plan: { name: 'Kế hoạch', n: '1.200' },
      forecast: { name: 'Dự báo', n: '≈ 590–660' },
      actual: { name: 'Thực tế', n: '360' },
      late: true,
      narrow: size === small,
    });
    expect(labels).toHaveLength(3);
    for (const [i, one] of labels.entries()) {
      for (const other of labels.slice(i + 1)) {
        const apart = Math.abs(one.y - other.y) >= 18 || Math.abs(one.x - other.x) > 60;
        expect(apart).toBe(true);
      }
    }
  }
});

test('a forecast is rounded to what can be known', () => {
  expect([about(50_214), about(585), about(37)]).toEqual([50_200, 590, 37]);
});
