import { test } from 'vitest';
import { surviveKills } from '../kills.ts';

test('after a hundred times kill -9 of Node and PostgreSQL nothing acknowledged is lost', async () => {
  await surviveKills(100);
}, 3_600_000);
