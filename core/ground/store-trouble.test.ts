import { expect, test } from 'vitest';
import { Refusal, storeTrouble } from './index.ts';

const failed = (code: string, message = '') => Object.assign(new Error(message), { code });

test('a full disk is told as one, whoever says so', () => {
  const said = [failed('53100'), failed('ENOSPC'), failed('XX000', 'No space left on device')];
  for (const error of said)
    expect(storeTrouble(error)).toMatchObject({ kind: 'unavailable', code: 'ground.disk_full' });
});

test('a database that is away is told as one, and keeps its cause', () => {
  const error = failed('57P03', 'the database system is starting up');
  expect(storeTrouble(error)).toMatchObject({ code: 'ground.store_away', cause: error });
  expect(storeTrouble(new Error('Connection terminated unexpectedly'))).toBeInstanceOf(Refusal);
});

test('any other error is left as it is', () => {
  for (const error of [failed('23505'), new Refusal('missing', 'x.y'), null, 'text'])
    expect(storeTrouble(error)).toBe(error);
});
