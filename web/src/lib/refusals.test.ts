import { Refusal } from '@suotdoi/core/ground';
import { translator } from '@suotdoi/messages';
import { describe, expect, test } from 'vitest';
import { formFailure, pageError, statusError } from './refusals.ts';

const t = translator('vi');

describe('a refusal becomes words', () => {
  test('of the form that was sent: the sentence, each fault, what was typed', () => {
    const refusal = new Refusal('invalid', 'ground.invalid_input', {
      faults: [{ path: 'members.0.name', code: 'ground.text_too_long' }],
    });
    const failure = formFailure(t, refusal, { 'members.0.name': ['Hoa'] });
    expect(failure.status).toBe(400);
    expect(failure.data).toEqual({
      message: t('ground.invalid_input'),
      faults: [{ path: 'members.0.name', message: t('ground.text_too_long') }],
      values: { 'members.0.name': ['Hoa'] },
    });
  });

  test('even when nobody has worded its code: those of its kind', () => {
    const { message, help, status } = pageError(t, new Refusal('forbidden', 'x.never_worded'));
    expect({ message, help, status }).toEqual({
      message: t('ground.forbidden'),
      help: t('ground.forbidden_help'),
      status: 403,
    });
  });

  test('never of a bug, which is thrown on', () => {
    const bug = new TypeError('x is undefined');
    expect(() => formFailure(t, bug, {})).toThrow(bug);
  });
});

test('an address that leads nowhere is answered in words', () => {
  expect(statusError(t, 404).message).toBe('Không tìm thấy trang này');
  expect(statusError(t, 405)).toMatchObject({ status: 405, message: t('ground.invalid') });
});
