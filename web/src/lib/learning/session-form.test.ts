import { expect, test } from 'vitest';
import { asQuery, personKey, personValue, sessionInput } from './session-form.ts';

test('a day and a time are of the clock of Viet Nam', () => {
  const values = {
    id: ['s'],
    unit: ['16681.03'],
    day: ['2026-10-04'],
    time: ['08:00'],
    learners: ['16681/hoa'],
    sharedDevice: ['yes'],
  };
  expect(sessionInput(values)).toMatchObject({
    heldAt: new Date('2026-10-04T01:00:00Z'),
    skills: [],
    sharedDevice: true,
    learners: [{ shard: '16681', person: 'hoa' }],
  });
});

test('a missing day or time is no moment, never a wrong one', () => {
  for (const when of [
    { day: ['2026-10-04'] },
    { time: ['08:00'] },
    { day: ['4/10'], time: [''] },
  ]) {
    const { heldAt } = sessionInput(when) as { heldAt: Date };
    expect(Number.isNaN(heldAt.getTime())).toBe(true);
  }
});

test('a person survives the way through a checkbox, a form the way through an address', () => {
  const key = { shard: '16681', person: 'hoa' };
  expect(personKey(personValue(key))).toEqual(key);
  expect(asQuery({ topic: ['Gọi video & ảnh'], skills: ['GOI2', 'GOI3'] })).toBe(
    'topic=G%E1%BB%8Di+video+%26+%E1%BA%A3nh&skills=GOI2&skills=GOI3',
  );
});
