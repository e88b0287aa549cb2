import { expect, test } from 'vitest';
import {
  evenSplit,
  isOver,
  lastMonthOf,
  monthsLeft,
  monthsOf,
  outlookOf,
  periodsOf,
  planState,
  sessionsNeeded,
} from './rules.ts';

const figure = { reached: 90, planned: 100, plannedBefore: 80, ended: false };

test('nobody is late before the month is over, if the month before was kept', () => {
  expect(planState(figure)).toEqual({ kind: 'due', by: 10 });
  expect(planState({ ...figure, ended: true })).toEqual({ kind: 'late', by: 10 });
  expect(planState({ ...figure, plannedBefore: 95 })).toEqual({ kind: 'late', by: 10 });
});

test('a figure meets its plan, passes it, or has none', () => {
  expect(planState({ ...figure, reached: 100 })).toEqual({ kind: 'met' });
  expect(planState({ ...figure, reached: 103 })).toEqual({ kind: 'ahead', by: 3 });
  expect(planState({ ...figure, planned: null })).toEqual({ kind: 'unplanned' });
  expect(planState({ ...figure, coming: true })).toEqual({ kind: 'coming' });
});

test('the rest of a month is a part of it, and the last day leaves nothing', () => {
  expect(monthsLeft('2026-12-31')).toBe(0);
  expect(monthsLeft('2026-11-15')).toBe(1.5);
  expect(monthsLeft('2026-09-30')).toBe(3);
});

test('what is needed each month leads exactly to the target', () => {
  const outlook = outlookOf({ reached: 46_020, target: 54_000, recent: null, left: 3 });
  expect(outlook.needed).toBe(2660);
  expect(outlookOf({ reached: 55, target: 54, recent: null, left: 3 }).needed).toBe(0);
  expect(outlookOf({ reached: 5, target: null, recent: null, left: 3 }).needed).toBeNull();
});

test('in the last weeks of the year all that is missing is needed, not more', () => {
  expect(outlookOf({ reached: 40, target: 50, recent: null, left: 0.25 }).needed).toBe(10);
});

test('without three months of data there is no pace and no forecast', () => {
  const outlook = outlookOf({ reached: 40, target: 50, recent: null, left: 2 });
  expect([outlook.pace, outlook.forecast]).toEqual([null, null]);
});

test('the forecast lies between the lowest and the highest pace of three months', () => {
  const { pace, forecast } = outlookOf({
    reached: 46_020,
    target: 54_000,
    recent: [1280, 1380, 1490],
    left: 3,
  });
  expect(pace).toEqual({ low: 1280, mean: 1383, high: 1490 });
  expect(forecast).toEqual({ low: 49_860, high: 50_490 });
});

test('an even split rises every month and ends exactly at the target', () => {
  expect(evenSplit(0, 120)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
  const odd = evenSplit(7, 54);
  expect(odd.at(-1)).toBe(54);
  expect(odd.every((n, i) => i === 0 || n >= (odd[i - 1] ?? 0))).toBe(true);
});

test('sessions a week come from what a session has brought; without that nothing is said', () => {
  const outlook = outlookOf({ reached: 100, target: 160, recent: [10, 20, 30], left: 3 });
  expect(sessionsNeeded(outlook, { held: 30, added: 60 })).toEqual({
    held: 30,
    yield: 2,
    weekly: 3,
  });
  expect(sessionsNeeded(outlook, { held: 0, added: 60 })).toBeNull();
  expect(sessionsNeeded(outlook, { held: 30, added: 0 })).toBeNull();
  const young = outlookOf({ reached: 100, target: 160, recent: null, left: 3 });
  expect(sessionsNeeded(young, { held: 30, added: 60 })).toBeNull();
});

test('a quarter and a year are their months, and are over when the last of these is', () => {
  expect(monthsOf('2026-Q4')).toEqual(['2026-10', '2026-11', '2026-12']);
  expect([lastMonthOf('2026'), lastMonthOf('2026-Q1')]).toEqual(['2026-12', '2026-03']);
  expect(periodsOf(2026).slice(2, 5)).toEqual(['2026-03', '2026-Q1', '2026-04']);
  expect([isOver('2026-Q3', '2026-10'), isOver('2026-Q4', '2026-10')]).toEqual([true, false]);
});
