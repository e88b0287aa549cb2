import { newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { importUnits, unitsBelow } from '@suotdoi/core/units';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldRound, recount } from './index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

async function stock(unit: string, month: string, table = 'tally'): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(n), 0) as n from ${sql.table(`standing.${table}`)}
    where unit = ${unit} and indicator = 'citizens' and slice = '' and month <= ${month}
  `.execute(t.db);
  return rows[0]?.n ?? 0;
}

test('a merged commune keeps every old figure, and its people go on in the successor', async () => {
  const ctx = t.ctx(undefined, new Date('2026-03-10T03:00:00Z'));
  for (const unit of ['16690.01', '16690.02', '16681.01'])
    await registerFamily(ctx, {
      id: newId(),
      unit,
      members: [{ name: `Trần Văn ${newId().slice(-6)}`, birthYear: 1970, agreed: true }],
      consent: { wording: 'w1', way: 'spoken' },
    });
  while ((await foldRound(ctx)) > 0);
  expect([await stock('16690', '2026-03'), await stock('16681', '2026-03')]).toEqual([2, 1]);

  const units = [...(await unitsBelow(ctx, 'VN')), ...(await unitsBelow(ctx, '40'))];
  const kinds = { city: 'thanh_pho', province: 'tinh', ward: 'phuong', commune: 'xa' };
  const rows = units
    .filter((u) => u.code !== '16690')
    .map((u) =>
      [u.code, u.name, u.name, u.nameEn, u.parent, kinds[u.kind as keyof typeof kinds]].join(','),
    );
  const later = t.ctx(undefined, new Date('2026-06-02T03:00:00Z'));
  await importUnits(later, {
    bytes: Buffer.from(['code,name,full_name,name_en,parent_code,unit_type', ...rows].join('\n')),
    from: '2026-06-01',
    source: 'test',
    successors: [{ code: '16690', successor: '16681', share: 1 }],
  });
  await foldRound(later);
  expect([await stock('16690', '2026-05'), await stock('16681', '2026-05')]).toEqual([2, 1]);
  expect([await stock('16690', '2026-06'), await stock('16681', '2026-06')]).toEqual([0, 3]);
  expect(await stock('40', '2026-06')).toBe(3);
  expect(await stock('16681', '2026-03', 'tally_now')).toBe(3);
  expect(await stock('16690', '2026-03', 'tally_now')).toBe(0);
  expect((await recount(later)).differences).toEqual([]);

  await registerFamily(later, {
    id: newId(),
    unit: '16690.02',
    members: [{ name: 'Lê Thị Mới', birthYear: 1980, agreed: true }],
    consent: { wording: 'w1', way: 'spoken' },
  });
  while ((await foldRound(later)) > 0);
  expect([await stock('16690', '2026-06'), await stock('16681', '2026-06')]).toEqual([0, 4]);
  expect((await recount(later)).differences).toEqual([]);
});
