import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUnits, importUnits, unitsBelow } from './index.ts';
import { oldNameIn } from './old-names.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

test('districts, townlets and merged provinces are known as names of before July 2025', () => {
  const kinds = (texts: string[]) => texts.map((text) => oldNameIn(text)?.kind ?? null);
  expect(kinds(['huyện Nam Đàn', 'H. Nam Đàn', 'TP. Vinh', 'thành phố Vinh', 'Q.1'])).toEqual(
    Array(5).fill('district'),
  );
  expect(kinds(['Quận 7', 'thị xã Cửa Lò', 'TX Hoàng Mai', 'HUYEN NGHI LOC'])).toEqual(
    Array(4).fill('district'),
  );
  expect(kinds(['thị trấn Hưng Nguyên', 'TT. Quán Hành'])).toEqual(['town', 'town']);
  expect(oldNameIn('tỉnh Hòa Bình')).toMatchObject({ kind: 'province', into: '25' });
  expect(oldNameIn('Bà Rịa – Vũng Tàu')).toMatchObject({ kind: 'province', into: '79' });
});

test('names of today are not taken for old ones', () => {
  const today = ['thành phố Huế', 'TP. Hồ Chí Minh', 'TP HCM, phường Bến Thành', 'Nghệ An'];
  for (const text of [...today.slice(0, 2), today[3] ?? '', 'xã Hưng Nguyên', 'Xóm 3', 'Hạ Long'])
    expect([text, oldNameIn(text)]).toEqual([text, null]);
});

test('every merged province went into one of the 34', async () => {
  const codes = new Set((await unitsBelow(t.ctx(), 'VN')).map(({ code }) => code));
  const gone = [
    'Hà Giang',
    'Vĩnh Phúc',
    'Bắc Giang',
    'Hải Dương',
    'Nam Định',
    'Quảng Nam',
    'Kon Tum',
  ];
  for (const name of gone) expect(codes.has(oldNameIn(name)?.into ?? '')).toBe(true);
});

test('a place is found by its name with or without marks, and by where it is', async () => {
  const names = async (text: string) => (await findUnits(t.ctx(), text)).units.map((u) => u.name);
  expect(await names('thanh vinh')).toContain('Phường Thành Vinh');
  expect(await names('tỉnh Nghệ An')).toEqual(['Nghệ An']);
  expect(await names('Thành Vinh, Nghệ An')).toEqual(['Phường Thành Vinh']);
  expect(await names('Thành Vinh, Hà Tĩnh')).toEqual([]);
  expect(await names('%')).toEqual([]);
  const old = await findUnits(t.ctx(), 'Trường Vinh, TP. Vinh, Nghệ An');
  expect(old.units.map((u) => u.name)).toEqual(['Phường Trường Vinh']);
  expect(old.old).toMatchObject([{ kind: 'district', name: 'TP. Vinh', into: [] }]);
  expect((await findUnits(t.ctx(), 'Nam Định')).old).toMatchObject([
    { kind: 'province', ended: '2025-07-01', into: [{ code: '37', name: 'Ninh Bình' }] },
  ]);
});

test('a commune that has ended is explained by its successors', async () => {
  const ctx = t.ctx();
  const units = [...(await unitsBelow(ctx, 'VN')), ...(await unitsBelow(ctx, '40'))];
  const rows = units.filter(({ code }) => code !== '16690');
  const lines = rows.map((u) => [u.code, u.name, u.parent].join(','));
  await importUnits(ctx, {
    bytes: Buffer.from(['code,name,parent_code', ...lines].join('\n')),
    from: '2026-03-01',
    source: 'x',
    successors: [{ code: '16690', successor: '16681', share: 1 }],
  });
  expect((await findUnits(ctx, 'phường Trường Vinh')).old).toMatchObject([
    { kind: 'commune', ended: '2026-03-01', into: [{ name: 'Phường Thành Vinh' }] },
  ]);
});
