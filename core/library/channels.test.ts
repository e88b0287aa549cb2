import { type AccountActor, type Ctx, newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelSlots, channelValues, writeChannel } from './index.ts';

let t: TestDatabase;
let officer: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  const actor: AccountActor = {
    ...{ kind: 'account', id: newId(), name: 'Cán bộ phường', username: 'canbo', person: null },
    roles: [{ role: 'commune_officer', unit: '16681' }],
  };
  officer = t.ctx(actor);
});
afterAll(() => t?.close());

const number = (unit: string, value: string, more: object = {}) => ({
  ...{ unit, channel: 'cong-an-xa', value, source: 'Gọi thử', checked: '2026-10-14' },
  ...more,
});

test('the nearest place that wrote a number is what its learners read', async () => {
  await writeChannel(t.ctx(), number('40', '0238 000 000'));
  await writeChannel(officer, number('16681', '0238 111 111'));
  expect(await channelValues(t.ctx(), '16681.03')).toEqual({ 'cong-an-xa': '0238 111 111' });
  expect(await channelValues(t.ctx(), '16690.01')).toEqual({ 'cong-an-xa': '0238 000 000' });
  expect(await channelValues(t.ctx(), 'VN')).toEqual({});
});

test('the page tells what holds, from where and since when, and which slots are still empty', async () => {
  await writeChannel(officer, number('16681', '0238  222 222 '));
  const slots = await channelSlots(officer, '16681.03');
  expect(slots.find(({ id }) => id === 'cong-an-xa')?.holds).toMatchObject({
    ...{ unit: '16681', value: '0238 222 222', source: 'Gọi thử', checked: '2026-10-14' },
  });
  expect(slots.find(({ id }) => id === 'mot-cua')).toMatchObject({ fixed: null, holds: null });
});

test('a slot can be emptied again; then what stands above holds', async () => {
  await writeChannel(officer, number('16681', '', { source: '', checked: '' }));
  expect(await channelValues(t.ctx(), '16681')).toEqual({ 'cong-an-xa': '0238 000 000' });
});

test.each([
  ['a number set by law', { channel: 'cap-cuu' }, 'library.channel_fixed'],
  ['a slot that is none', { channel: 'la' }, 'library.unknown_channel'],
  ['a day to come', { checked: '2026-10-16' }, 'library.checked_later'],
  ['no source', { source: ' ' }, 'library.channel_source_missing'],
  ['no day', { checked: '' }, 'library.checked_form'],
])('%s is refused', async (_, more, code) => {
  const no = await writeChannel(officer, number('16681', '113', more)).catch((error) => error);
  expect([no.code, ...no.faults.map((fault: { code: string }) => fault.code)]).toContain(code);
});
