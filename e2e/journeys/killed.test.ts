import { test } from 'vitest';
import { surviveKills } from '../kills.ts';

test('after kill -9 of Node and PostgreSQL under load, every acknowledged act is there and every figure adds up', async () => {
  await surviveKills(3);
}, 300_000);
