import { expect, test } from 'vitest';
import { leftWords, showProgress } from './progress.ts';

test('what is left is told once there is something to reckon with', () => {
  expect(leftWords(500, 1, 10)).toBe('');
  expect(leftWords(4000, 0, 10)).toBe('');
  expect(leftWords(4000, 4, 10)).toBe('còn 6 giây (6 s left)');
  expect(leftWords(60_000, 1, 4)).toBe('còn 3 phút (3 min left)');
  expect(leftWords(60_000, 4, 4)).toBe('');
});

test('where nobody looks at a terminal, each part of the work is one line', () => {
  const said: string[] = [];
  const shown = showProgress((line) => said.push(line));
  for (const done of [0, 5, 10]) shown.step('Người (people)', done, 10);
  shown.step('Xong (done)', 1, 1);
  shown.end();
  expect(said).toEqual(['  Người (people): 10', '  Xong (done)']);
});
