import { newAccount } from '@suotdoi/core/accounts/model';
import { expect, test } from 'vitest';
import { temporaryPassword } from './temporary-password.ts';

test('a first password can be read out, is never the same, and is one that accounts take', () => {
  const made = Array.from({ length: 50 }, temporaryPassword);
  expect(new Set(made).size).toBe(50);
  for (const password of made) {
    expect(password).toMatch(/^([a-z]{2,5}-){4}\d{2}$/);
    const account = { username: 'thu.le', name: 'Lê Thị Thu', password, role: 'instructor' };
    expect(newAccount.safeParse({ ...account, unit: '16681' }).success).toBe(true);
  }
});
