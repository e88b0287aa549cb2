import { type Actor, newId, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayRemote } from './index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

const say = (text: string) => sayRemote(t.ctx(), { bytes: Buffer.from(text), source: 'test' });
const kept = () => t.db.selectFrom('units.remoteness').select(['code', 'remote']).execute();

test('a short list names the remote communes, and all others are not', async () => {
  expect(await say('Danh sách\nMã xã,Tên\n17971,Kim Liên')).toEqual({
    remote: 1,
    others: 6,
    changed: 7,
  });
  expect(await say('Mã xã,Tên\n17971,Kim Liên')).toMatchObject({ changed: 0 });
  expect(await say('code,remote\n40,\n17971,\n17935,x')).toMatchObject({ remote: 1, changed: 2 });
});

test('only who keeps the list of the whole country says which communes are remote', async () => {
  const province: Actor = {
    ...{ kind: 'account', id: newId(), name: 'Lê Quang Hưng', username: 'canbo.tinh' },
    ...{ roles: [{ role: 'province_officer', unit: '40' }], person: null },
  };
  const list = { bytes: Buffer.from('code\n17971'), source: 'test' };
  const no = await sayRemote(t.ctx(province), list).catch((e: unknown) => e);
  expect(no).toMatchObject({ kind: 'forbidden' });
});

test('a bad row is named by its line, and nothing is changed', async () => {
  const before = await kept();
  const no = await say('code,remote\n1769,x\n16681,có lẽ\n99999,x').catch((e: unknown) => e);
  expect(no).toBeInstanceOf(Refusal);
  expect((no as Refusal).faults.map(({ path, code }) => [path, code])).toEqual([
    ['2', 'units.code_lost_zeros'],
    ['3', 'units.remote_unclear'],
    ['4', 'units.unknown_unit'],
  ]);
  expect(await kept()).toEqual(before);
});
