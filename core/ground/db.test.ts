import { afterAll, beforeAll, expect, test } from 'vitest';
import { change } from './index.ts';
import { type TestDatabase, testDatabase } from './test.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const settings = () => t.db.selectFrom('ground.setting').select('key').orderBy('key').execute();
const put = (key: string) => ({ key, value: JSON.stringify(1) });

test('a change that fails in the middle leaves nothing behind', async () => {
  const failing = change(t.ctx(), async (ctx) => {
    await ctx.db.insertInto('ground.setting').values(put('first')).execute();
    throw new Error('the power went');
  });
  await expect(failing).rejects.toThrow('the power went');
  expect(await settings()).toEqual([]);
});

test('a change inside a change is one change', async () => {
  const failing = change(t.ctx(), async (outer) => {
    await change(outer, (inner) =>
      inner.db.insertInto('ground.setting').values(put('inner')).execute(),
    );
    throw new Error('the outer one fails');
  });
  await expect(failing).rejects.toThrow();
  expect(await settings()).toEqual([]);
});

test('names sort as Vietnamese sort them', async () => {
  for (const key of ['Đào', 'Dung', 'Ấn', 'An', 'Zung'])
    await t.db.insertInto('ground.setting').values(put(key)).execute();
  expect((await settings()).map((s) => s.key)).toEqual(['An', 'Ấn', 'Dung', 'Đào', 'Zung']);
});
