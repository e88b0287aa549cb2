import { type AccountActor, system } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handedList, handedLists, handInList, unitsBelow } from './index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

const officer: AccountActor = {
  ...{ kind: 'account', id: '1', name: 'A', username: 'a', person: null },
  roles: [{ role: 'commune_officer', unit: '16681' }],
};

async function list(more: string[] = []): Promise<Buffer> {
  const units = [...(await unitsBelow(t.ctx(), 'VN')), ...(await unitsBelow(t.ctx(), '40'))];
  const rows = units.map((u) => [u.code, u.name, u.parent === 'VN' ? '' : u.parent].join(','));
  return Buffer.from(['code,name,parent_code', ...rows, ...more].join('\n'));
}

test('a list that was handed in is found again, with what became of it', async () => {
  const ctx = t.ctx();
  const bytes = await list(['20001,Xã Mới,40']);
  const { id, work } = await handInList(ctx, { bytes, from: '2026-03-01', source: 'moi.csv' });
  expect(await handedList(ctx, id)).toMatchObject({ file: 'moi.csv', from: '2026-03-01' });
  await work;
  expect(await handedList(ctx, id)).toMatchObject({
    ...{ state: 'done', stage: 3, done: { provinces: 34, communes: 8, changes: { new: 1 } } },
  });
});

test('a damaged list is refused, its bad rows are kept to be read', async () => {
  const ctx = t.ctx(undefined, new Date('2026-04-02T00:00:00Z'));
  const bytes = await list(['2,Xã Cụt,40']);
  const { id, work } = await handInList(ctx, { bytes, from: '2026-04-01', source: 'hong.csv' });
  await work;
  const kept = await handedList(ctx, id);
  expect(kept).toMatchObject({ state: 'refused', code: 'units.list_has_faults', values: { n: 1 } });
  expect(kept.faults).toMatchObject([{ path: '44', code: 'units.code_lost_zeros' }]);
  expect((await handedLists(ctx)).map((l) => l.file)).toEqual(['hong.csv', 'moi.csv']);
});

test('a list whose program stopped in the middle is told as broken off', async () => {
  const ctx = t.ctx();
  const { id, work } = await handInList(ctx, {
    ...{ bytes: await list(), from: '2026-05-01', source: 'x.csv' },
  });
  await work;
  await sql`update units.list set state = 'working' where id = ${id}::uuid`.execute(t.db);
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 60_000) };
  expect((await handedList(ctx, id)).state).toBe('working');
  expect((await handedList(later, id)).state).toBe('broken');
});

test('only who keeps the units of the country hands in lists and reads of them', async () => {
  const ctx = t.ctx(officer);
  const bytes = await list();
  const refused = { kind: 'forbidden' };
  await expect(handInList(ctx, { bytes, from: '2026-06-01', source: 'x' })).rejects.toMatchObject(
    refused,
  );
  await expect(handedLists(ctx)).rejects.toMatchObject(refused);
  await expect(handedList(ctx, 'x')).rejects.toMatchObject(refused);
  await expect(handedList(t.ctx(system('x')), 'x')).rejects.toMatchObject({ kind: 'missing' });
});
