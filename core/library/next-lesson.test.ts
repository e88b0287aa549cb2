import { expect, test } from 'vitest';
import { nextLesson, type Reached, type Step } from './rules.ts';

const step = (lesson: string, prerequisites: string[] = [], skills = [lesson]): Step => ({
  ...{ course: 'co-ban', lesson, prerequisites, skills },
});
const steps = [
  step('MAY1'),
  step('GOI1', ['MAY1']),
  step('AT1'),
  { ...step('LUA1', ['co-ban:AT1'], []), course: 'an-toan' },
];
const reached = (told: Partial<Reached> = {}): Reached => ({
  ...{ finished: new Set(), shown: new Set(), wanted: [] },
  ...told,
});
const next = (told?: Partial<Reached>) => nextLesson(steps, reached(told))?.lesson ?? null;

test('the first lesson comes first, and the one begun before all others', () => {
  expect(next()).toBe('MAY1');
  expect(next({ begun: 'co-ban:AT1' })).toBe('AT1');
  expect(next({ begun: 'co-ban:AT1', finished: new Set(['co-ban:AT1']) })).toBe('MAY1');
});

test('what the standard still asks for goes before the order of the course', () => {
  expect(next({ wanted: ['AT1', 'GOI1'] })).toBe('AT1');
});

test('a lesson waits for what must be learnt before it, also in another course', () => {
  expect(next({ wanted: ['GOI1'] })).toBe('MAY1');
  expect(next({ wanted: ['GOI1'], finished: new Set(['co-ban:MAY1']) })).toBe('GOI1');
  const both = new Set(['co-ban:MAY1', 'co-ban:GOI1']);
  expect(next({ finished: both, shown: new Set(['AT1']) })).toBe('LUA1');
});

test('what was shown to somebody need not be learnt again; at the end there is nothing more', () => {
  expect(next({ shown: new Set(['MAY1']) })).toBe('GOI1');
  const all = new Set(['co-ban:MAY1', 'co-ban:GOI1', 'co-ban:AT1', 'an-toan:LUA1']);
  expect(next({ finished: all })).toBeNull();
});
