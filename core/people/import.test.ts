import { type Ctx, newId, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  applyImport,
  dropImport,
  importList,
  importPage,
  mapImport,
  peopleList,
  personPage,
  previewImport,
  registerFamily,
} from './index.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterAll(() => t?.close());

const file = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\n')}`);
const head = 'Số hộ;Họ và tên;Năm sinh;Giới tính;Xóm;Dân tộc;CCCD;Số điện thoại';

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no;
}

async function people(): Promise<number> {
  return (await t.db.selectFrom('people.person').select('id').execute()).length;
}

test('a list of two families is looked at, registered, and changes nothing the second time', async () => {
  const bytes = file(
    head,
    '1;LÊ VĂN AN;1950;Nam;Xóm 3;Kinh;040050001234;0912345678',
    ';Bùi Thị Ba;1952;Nữ;;Thái;;',
    '2;Cao Cường;12/3/1970;;Xóm 4;;;',
    'Tổng cộng;3;;;;;;',
  );
  const id = await previewImport(ctx, { bytes, unit: '16681', file: 'Danh sách.csv' });
  const page = await importPage(ctx, { id });
  expect(page.counts).toEqual({ new: 3, known: 0, alike: 0, faulty: 0, families: 2, leftOut: 1 });
  const waiting = await t.db.selectFrom('people.import').select('rows').executeTakeFirst();
  expect(JSON.stringify(waiting)).not.toMatch(/040050001|0912345678/);
  expect(page.rows.map(({ line, person: p }) => [line, p?.name, p?.birthYear, p?.family])).toEqual([
    [2, 'Lê Văn An', 1950, 'Lê Văn An'],
    [3, 'Bùi Thị Ba', 1952, 'Lê Văn An'],
    [4, 'Cao Cường', 1970, 'Cao Cường'],
  ]);
  expect(await importList(ctx)).toMatchObject([{ id, rows: 4, applied: null }]);
  expect(await applyImport(ctx, id)).toEqual({ people: 3, families: 2 });
  expect(await importList(ctx)).toMatchObject([{ id, rows: null, applied: ctx.now, people: 3 }]);
  const an = (await peopleList(ctx, { words: 'le van an' })).people[0];
  expect(an).toMatchObject({ name: 'Lê Văn An', unit: '16681.03', consent: null });
  const shown = await personPage(ctx, an?.person ?? '');
  expect(shown.familyMembers.map((m) => m.name)).toEqual(['Lê Văn An', 'Bùi Thị Ba']);
  expect(await refusal(applyImport(ctx, id))).toMatchObject({ code: 'people.import_applied' });
  const dirty = await t.db.selectFrom('record.dirty').select('person').execute();
  expect(dirty.length).toBe(3);

  const again = await previewImport(ctx, { bytes, unit: '16681' });
  expect((await importPage(ctx, { id: again })).counts).toMatchObject({ new: 0, known: 3 });
  expect(await applyImport(ctx, again)).toEqual({ people: 0, families: 0 });
  const grown = file(head, '1;Lê Văn An;1950;;Xóm 3;;;', '1;Lê Thị Con;1990;;Xóm 3;;;');
  const third = await previewImport(ctx, { bytes: grown, unit: '16681' });
  expect(await applyImport(ctx, third)).toEqual({ people: 1, families: 0 });
  const grownUp = await personPage(ctx, an?.person ?? '');
  expect(grownUp.familyMembers.map((m) => m.name)).toEqual([
    ...['Lê Văn An', 'Bùi Thị Ba', 'Lê Thị Con'],
  ]);
});

test('one bad row and nobody is registered; each fault has its cell', async () => {
  const before = await people();
  const bytes = file(
    head,
    '8;Đỗ Một;1950;;Xóm 3;;;',
    '8;Đỗ Hai;58;;Xóm 3;;;',
    '8;Đỗ Ba;1960;;Xóm 99;;;',
  );
  const id = await previewImport(ctx, { bytes, unit: '16681' });
  expect((await importPage(ctx, { id })).rows.map((r) => [r.line, r.state])).toEqual([
    ...[
      [3, 'faulty'],
      [4, 'faulty'],
      [2, 'new'],
    ],
  ]);
  expect(await refusal(applyImport(ctx, id))).toMatchObject({
    code: 'people.import_has_faults',
    faults: [
      { path: '3:C', code: 'people.birth_year_four_digits' },
      { path: '4:E', code: 'people.import_village_unknown' },
    ],
  });
  expect(await people()).toBe(before);
  await dropImport(ctx, id);
  expect(await refusal(importPage(ctx, { id }))).toMatchObject({ code: 'people.unknown_import' });
});

test('a sheet without headings is read once its columns are chosen', async () => {
  const bytes = file('Phan Văn Sáu;1949', 'Phan Thị Bảy;1951');
  const id = await previewImport(ctx, { bytes, unit: '16681.05' });
  expect((await importPage(ctx, { id })).counts.new).toBe(0);
  await mapImport(ctx, id, { name: '0', birth: '1', village: '' });
  expect((await importPage(ctx, { id })).counts.new).toBe(2);
  expect(await applyImport(ctx, id)).toEqual({ people: 2, families: 0 });
});

test('who is there under the same name and year is left out unless told to be another', async () => {
  const members = [{ name: 'Hồ Thị Chín', birthYear: 1944 }];
  await registerFamily(ctx, { id: newId(), unit: '16681.06', members });
  const bytes = file('Họ tên;Năm sinh', 'Hồ Thị Chín;1944', 'Hồ Văn Mười;1940');
  const id = await previewImport(ctx, { bytes, unit: '16681.06' });
  expect((await importPage(ctx, { id })).counts).toMatchObject({ new: 1, alike: 1 });
  expect(await applyImport(ctx, id)).toEqual({ people: 1, families: 0 });
  const other = await previewImport(ctx, { bytes, unit: '16681.06' });
  expect(await applyImport(ctx, other, true)).toEqual({ people: 1, families: 0 });
});

test('what is no table is refused in words, and nothing is kept of it', async () => {
  const codes: string[] = [];
  const kept = async () => (await t.db.selectFrom('people.import').select('id').execute()).length;
  const before = await kept();
  const files = [
    ...['d0cf11e0a1b11ae1', '89504e470d0a1a0a', '255044462d312e37', '504b0304ffff', 'c3'],
  ].map((hex) => Buffer.from(hex, 'hex'));
  for (const bytes of [...files, file('', '  '), file(head, ...Array(20_001).fill('1;A'))])
    codes.push((await refusal(previewImport(ctx, { bytes, unit: '16681' }))).code);
  expect(codes).toEqual([
    ...['ground.sheet_unreadable', 'ground.sheet_unreadable', 'ground.sheet_unreadable'],
    ...['ground.sheet_unreadable', 'ground.sheet_not_unicode', 'people.import_nobody'],
    'people.import_too_long',
  ]);
  expect(await kept()).toBe(before);
});

test('a sheet that waited longer than seven days is gone', async () => {
  const id = await previewImport(ctx, {
    bytes: file('Họ tên;Năm sinh', 'Vi An;1950'),
    unit: '16681.06',
  });
  const later = t.ctx(undefined, new Date('2026-10-23T03:00:00Z'));
  expect(await refusal(applyImport(later, id))).toMatchObject({ code: 'people.unknown_import' });
  await previewImport(later, { bytes: file('Họ tên;Năm sinh', 'Vi An;1950'), unit: '16681.06' });
  const left = await t.db.selectFrom('people.import').select('id').where('id', '=', id).execute();
  expect(left).toEqual([]);
});

test('five thousand people are shown within 4 seconds and registered within 10', async () => {
  const lines = Array.from({ length: 5000 }, (_, i) => {
    const village = 1 + (i % 6);
    return `${Math.floor(i / 4)};Nguyễn Văn ${i};${1930 + (i % 80)};Nam;Xóm ${village};Kinh;;`;
  }).map((line, i) => line.replace(/Văn \d+/, `Văn ${letters(i)}`));
  const start = performance.now();
  const id = await previewImport(ctx, { bytes: file(head, ...lines), unit: '16681' });

  expect((await importPage(ctx, { id })).counts).toMatchObject({ new: 5000, faulty: 0 });
  const shown = performance.now();
  expect((await applyImport(ctx, id)).people).toBe(5000);
  const done = performance.now();

  expect(shown - start).toBeLessThan(4000);
  expect(done - shown).toBeLessThan(10_000);
});

/** A given name for a number: names hold no digits. */
function letters(n: number): string {
  const last = `B${String.fromCharCode(97 + (n % 26))}`;
  return n < 26 ? last : `${letters(Math.floor(n / 26) - 1)} ${last}`;
}
