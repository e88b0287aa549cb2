import { existsSync, readFileSync } from 'node:fs';
import { Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addVillages, importUnits, unitPath, unitsBelow } from './index.ts';
import { sameSpelling } from './list/reconcile.ts';

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase();
});
afterEach(() => t?.close());

const head = 'code,name,full_name,name_en,level,parent_code,unit_type';
const province = '40,Nghệ An,Tỉnh Nghệ An,Nghe An,province,,tinh';
const shipped: Record<string, string> = {
  '16681': 'Thành Vinh,Phường Thành Vinh,Thanh Vinh,commune,40,phuong',
  '16690': 'Trường Vinh,Phường Trường Vinh,Truong Vinh,commune,40,phuong',
  '16702': 'Vinh Phú,Phường Vinh Phú,Vinh Phu,commune,40,phuong',
};

/** A list of one province; the other shipped units are told to have gone into it. */
async function load(rows: string[], more: { from?: string; gone?: string[] } = {}) {
  const provinces = (await unitsBelow(t.ctx(), 'VN')).filter((p) => p.code !== '40');
  const others = provinces.map((p) => {
    const kind = p.kind === 'city' ? 'thanh_pho_truc_thuoc_trung_uong' : 'tinh';
    return `${p.code},${p.name},${p.name},${p.nameEn},province,,${kind}`;
  });
  const bytes = Buffer.from(`\ufeff${[head, province, ...others, ...rows].join('\n')}`);
  const codes = (await unitsBelow(t.ctx(), '40')).map((u) => u.code);
  const kept = new Set(rows.map((r) => r.split(',')[0]));
  const into = more.gone ?? codes.filter((c) => !kept.has(c));
  return importUnits(t.ctx(), {
    bytes,
    from: more.from ?? '2026-01-01',
    source: 'test',
    successors: into.map((code) => ({ code, successor: '16681', share: 1 })),
  });
}

const rowsOf = (units: Record<string, string>) =>
  Object.entries(units).map(([c, r]) => `${c},${r}`);

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no;
}

test('communes that were merged live on in their successor, with their villages', async () => {
  const done = await load(rowsOf(shipped));
  expect(done.changes).toMatchObject({ merge: 4, new: 0 });
  const path = await unitPath(t.ctx(), '17971.01');
  expect(path.map((u) => u.code)).toEqual(['VN', '40', '16681', '17971.01']);
  expect((await unitsBelow(t.ctx(), '16681')).length).toBe(12 + 2 + 2 + 2);
  expect((await load(rowsOf(shipped), { from: '2026-01-02' })).changes).toMatchObject({ merge: 0 });
});

test('a new name, a new rank and a new spelling are told apart', async () => {
  const done = await load(
    rowsOf({
      ...shipped,
      '16681': 'Thành Vinh,Đặc khu Thành Vinh,Thanh Vinh,commune,40,dac_khu',
      '16690': 'Trường Vinh Mới,Phường Trường Vinh Mới,Truong Vinh Moi,commune,40,phuong',
    }),
  );
  expect(done.changes).toMatchObject({ rank: 1, rename: 1 });
  expect(sameSpelling('Phường Tân Hòa', 'Phường Tân Hoà')).toBe(true);
  expect(sameSpelling('Phường Tân Hóa', 'Phường Tân Hoà')).toBe(false);
});

test('a damaged list is refused with its line numbers, and nothing is changed', async () => {
  const before = await t.db.selectFrom('units.unit_version').selectAll().execute();
  const no = await refusal(
    load(
      [
        ...rowsOf(shipped),
        '1234,Mất Số,Xã Mất Số,Mat So,commune,40,xa',
        '16681,Thành Vinh,Phường Thành Vinh,Thanh Vinh,commune,40,phuong',
        '20000,Mồ Côi,Xã Mồ Côi,Mo Coi,commune,99,xa',
        '20001,Lạ,Huyện Lạ,La,commune,40,huyen',
      ],
      { gone: [] },
    ),
  );
  const start = 1 + 34 + 3;
  expect(no.faults.map((f) => [f.path, f.code])).toEqual([
    [String(start + 1), 'units.code_lost_zeros'],
    [String(start + 2), 'units.code_twice'],
    [String(start + 3), 'units.parent_unknown'],
    [String(start + 4), 'units.kind_ended'],
  ]);
  const vanished = await refusal(load(rowsOf(shipped), { gone: [] }));
  expect(vanished.faults.map((f) => f.code)).toEqual(Array(4).fill('units.vanished'));
  expect(await t.db.selectFrom('units.unit_version').selectAll().execute()).toEqual(before);
});

test('codes that Excel cut, and units that are within each other, are named', async () => {
  const no = await refusal(
    load(
      [
        ...rowsOf(shipped),
        '40,Hai Số,Xã Hai Số,Hai So,commune,40,xa',
        '20002,Một Số,Xã Một Số,Mot So,commune,4,xa',
        '20003,Trong Xã,Xã Trong Xã,Trong Xa,commune,16681,xa',
        '20004,,,,commune,40,xa',
        '99,Vòng,Tỉnh Vòng,Vong,province,20005,tinh',
        '20005,Vòng,Xã Vòng,Vong,commune,99,xa',
        'Tổng,,,,,,',
      ],
      { gone: [] },
    ),
  );
  expect(no.faults.map((f) => [Number(f.path) - 38, f.code])).toEqual([
    [1, 'units.code_lost_zeros'],
    [2, 'units.parent_lost_zeros'],
    [3, 'units.commune_below'],
    [4, 'units.name_missing'],
    [5, 'units.province_below'],
    [6, 'units.parent_unknown'],
    [7, 'units.code_invalid'],
  ]);
});

test('the statistics office’s own columns are known; others are told', async () => {
  const provinces = (await unitsBelow(t.ctx(), 'VN')).map((p) => {
    const kind = p.kind === 'city' ? 'Thành phố' : 'Tỉnh';
    return { code: p.code, name: `${kind} ${p.name}` };
  });
  const communes = await unitsBelow(t.ctx(), '40');
  const rows = [
    ...communes.map((c) => [c.code, c.name, c.name.split(' ')[0], '40', 'Tỉnh Nghệ An']),
    ...provinces
      .filter(({ code }) => code !== '40')
      .map(({ code, name }) => [`${code}999`, `Xã ${code}`, 'Xã', code, name]),
  ];
  const sheet = (head: string) =>
    Buffer.from([';;DANH MỤC;;', head, ...rows.map((r) => r.join(';'))].join('\n'));
  const from = '2026-01-01';
  const done = await importUnits(t.ctx(), {
    ...{ bytes: sheet('Mã;Tên;Cấp;Mã TP;Tỉnh / Thành Phố'), from, source: 'x' },
  });
  expect([done.provinces, done.communes, done.changes.new]).toEqual([34, 40, 33]);
  expect(done.changes).toMatchObject({ rename: 0, rank: 0, move: 0, merge: 0 });
  const bytes = sheet('Số hiệu;Gọi là;Cấp;Thuộc;Tỉnh / Thành Phố');
  expect(await refusal(importUnits(t.ctx(), { bytes, from, source: 'x' }))).toMatchObject({
    code: 'units.column_missing',
    values: { column: 'code' },
  });
  const headings = { code: 'Số hiệu', name: 'Gọi là', parent_code: 'Thuộc' };
  const again = await importUnits(t.ctx(), { bytes, from, headings, source: 'x' });
  expect(Object.values(again.changes).every((n) => n === 0)).toBe(true);
});

test('a commune that is split gives each village where it is told; a code that ended stays ended', async () => {
  const ctx = t.ctx();
  await addVillages(ctx, { commune: '16690', names: ['Xóm Rất Mới'], from: '2026-05-01' });
  const villages = (await unitsBelow(ctx, '16690')).map((u) => u.code);
  const communes = (await unitsBelow(ctx, '40')).filter((u) => u.code !== '16690');
  const provinces = await unitsBelow(ctx, 'VN');
  const line = (u: { code: string; name: string; parent: string | null }) =>
    [u.code, u.name, u.parent].join(',');
  const list = (units: typeof communes) =>
    Buffer.from(['code,name,parent_code', ...[...provinces, ...units].map(line)].join('\n'));
  const kept = communes.map((u) => ({ ...u, name: u.name }));
  const asked = { bytes: list(kept), from: '2026-03-01', source: 'x' };
  const successors = [
    { code: '16690', successor: '16681', share: 0.7 },
    { code: '16690', successor: '16702', share: 0.3 },
    { code: '16690.01', successor: '16702', share: 1 },
  ];
  expect((await refusal(importUnits(ctx, { ...asked, successors: [] }))).faults).toMatchObject([
    { path: '16690', code: 'units.vanished' },
  ]);
  const half = [{ code: '16690', successor: '16681', share: 0.5 }];
  expect((await refusal(importUnits(ctx, { ...asked, successors: half }))).faults).toMatchObject([
    { code: 'units.shares_not_whole' },
  ]);
  const done = await importUnits(ctx, { ...asked, successors });
  expect(done).toMatchObject({ changes: { split: 1, rename: 0 }, villages: villages.length });
  const homes = new Map<string, string | undefined>();
  // batch: a few villages
  for (const code of villages) homes.set(code, (await unitPath(ctx, code)).at(-2)?.code);
  expect(homes.get('16690.01')).toBe('16702');
  expect([...homes.values()].filter((home) => home === '16681').length).toBe(villages.length - 1);
  const back = list([
    ...kept,
    { ...communes[0], code: '16690', name: 'Phường Trường Vinh' } as never,
  ]);
  const no = await refusal(importUnits(ctx, { ...asked, bytes: back, from: '2026-06-01' }));
  expect(no.faults).toMatchObject([{ code: 'units.code_ended', values: { day: '2026-03-01' } }]);
});

test('a list dated before the present one is refused', async () => {
  await load(rowsOf(shipped), { from: '2026-04-30' });
  expect(await refusal(load(rowsOf(shipped), { from: '2026-01-01' }))).toMatchObject({
    code: 'units.list_older',
    values: { latest: '2026-04-30' },
  });
  expect(await refusal(load(rowsOf(shipped), { from: '2026-02-30' }))).toMatchObject({
    faults: [{ path: 'from', code: 'units.date_invalid' }],
  });
});

test('a commune adds its villages by a pasted list; those it has are passed over', async () => {
  const ctx = t.ctx();
  const add = (names: string[]) => addVillages(ctx, { commune: '16708', names });
  expect(await add(['Xóm Đông', ' xóm  đông ', '', 'Khối Tây'])).toBe(2);
  expect(await add(['XÓM ĐÔNG', 'Xóm Nam'])).toBe(1);
  expect((await unitsBelow(ctx, '16708')).map((u) => [u.code, u.name])).toEqual([
    ['16708.01', 'Xóm Đông'],
    ['16708.02', 'Khối Tây'],
    ['16708.03', 'Xóm Nam'],
  ]);
  expect((await unitPath(ctx, '16708.03')).map((u) => u.code)).toEqual([
    'VN',
    '40',
    '16708',
    '16708.03',
  ]);
});

const official = new URL('../../../shared/domain/vn-units-2026.csv', import.meta.url);

test.skipIf(!existsSync(official))(
  'the official list has 34 provinces and 3,321 communes, read within five seconds (skipped where the file is absent)',
  async () => {
    const bytes = readFileSync(official);
    const start = performance.now();
    const done = await importUnits(t.ctx(), { bytes, from: '2025-07-01', source: 'official' });
    expect([done.provinces, done.communes]).toEqual([34, 3321]);
    expect(performance.now() - start).toBeLessThan(5000);
    const again = await importUnits(t.ctx(), { bytes, from: '2026-04-30', source: 'official' });
    expect(Object.values(again.changes).every((n) => n === 0)).toBe(true);
    const damaged = Buffer.from(bytes.toString('utf8').replace('16681,', '1668,'));
    const no = await refusal(
      importUnits(t.ctx(), { bytes: damaged, from: '2026-05-01', source: 'x' }),
    );
    expect(no.faults[0]).toMatchObject({ path: '1554', code: 'units.code_lost_zeros' });
  },
);
