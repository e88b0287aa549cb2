import { test } from 'vitest';
import { hasBrowser } from '../browser.ts';
import { surviveCuts } from '../cuts.ts';

test.skipIf(!hasBrowser)(
  'with the line broken at fifty random moments nothing is lost and nothing is there twice',
  () => surviveCuts(50),
  1_800_000,
);
