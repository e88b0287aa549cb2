import { type Ctx, newId, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { idNumberIn } from './identity/number.ts';
import { openerOf, sealerOf } from './identity/seal.ts';
import {
  applyImport,
  duplicateList,
  duplicatePair,
  hashNumbers,
  holdIdKeys,
  importPage,
  keepIdNumber,
  mapImport,
  newIdKeys,
  peopleList,
  previewImport,
  readIdKeys,
  registerFamily,
  sealsIdNumbers,
} from './index.ts';
import { CONSENT_WORDING, FIRST_WORDING } from './model.ts';

let t: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = t.ctx();
});
afterEach(() => holdIdKeys(null));
afterAll(() => t?.close());

const files = newIdKeys();
const [hub, centre] = [readIdKeys(files.hub), readIdKeys(files.centre)];

async function code(work: Promise<unknown>): Promise<string> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (no instanceof Refusal) return no.code;
  throw no ?? new Error('was not refused');
}

async function person(name: string, wording = CONSENT_WORDING): Promise<PersonKey> {
  const { members } = await registerFamily(ctx, {
    ...{ id: newId(), unit: '16681.03', members: [{ name, birthYear: 1950, agreed: true }] },
    consent: { wording, way: 'spoken' },
  });
  if (!members[0]) throw new Error('no member');
  return members[0];
}

/** Everything that is stored of a person's number. */
async function stored({ person }: PersonKey) {
  const { rows } = await sql<{ last: string | null; sealed: Buffer | null; hash: Buffer | null }>`
    select p.id_last3 as last, i.sealed, i.hash from people.person p
    left join people.identity i on i.shard = p.shard and i.person = p.id
    where p.id = ${person}::uuid`.execute(t.db);
  return rows[0];
}

test('numbers as people and spreadsheets write them', () => {
  const said = (cell: string) => {
    const read = idNumberIn(cell);
    return 'digits' in read ? read.digits : read.number;
  };
  expect(said('040 050.001-234')).toBe('040050001234');
  expect(said("'040050001234")).toBe('040050001234');
  expect(said('40050001234')).toBe('040050001234');
  expect(said('1050001234')).toBe('001050001234');
  expect(said('181234567')).toBe('181234567');
  expect(said('11234567')).toBe('011234567');
  expect(['', 'không có', '-'].map(said)).toEqual([null, null, null]);
  expect(['0912345678', '12345', '0400500012345', 'A1234567'].map(said)).toEqual([10, 5, 13, 7]);
});

test('a number sealed at a centre is opened at the hub alone, and not after a change', () => {
  const sealed = sealerOf(centre)('040050001234');
  expect(openerOf(hub)(sealed)).toBe('040050001234');
  expect(openerOf(centre)(sealed)).toBeNull();
  expect(openerOf(readIdKeys(newIdKeys().hub))(sealed)).toBeNull();
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(openerOf(hub)(changed)).toBeNull();
  }
  expect(sealerOf(centre)('040050001234').equals(sealed)).toBe(false);
  expect(files.centre).not.toContain('private');
  expect(() => readIdKeys('{"sealing": []}')).toThrow('people.id_keys_wrong');
});

test('without a key only three digits are kept; with one the number too, which nobody here can read', async () => {
  const hoa = await person('Nguyễn Thị Hoa');
  await keepIdNumber(ctx, { ...hoa, number: '040050001234' });
  expect(await stored(hoa)).toEqual({ last: '234', sealed: null, hash: null });
  expect(sealsIdNumbers()).toBe(false);

  holdIdKeys(centre);
  await keepIdNumber(ctx, { ...hoa, number: '040 050 001 235' });
  const kept = await stored(hoa);
  expect(kept).toMatchObject({ last: '235', hash: null });
  expect(openerOf(hub)(kept?.sealed ?? Buffer.of())).toBe('040050001235');
  const trail = await t.db.selectFrom('ground.audit').selectAll().execute();
  expect(JSON.stringify(trail)).not.toMatch(/040050|1235/);

  expect(await code(keepIdNumber(ctx, { ...hoa, number: '12345' }))).toBe('people.id_number_wrong');
  await keepIdNumber(ctx, { ...hoa, number: '' });
  expect(await stored(hoa)).toEqual({ last: null, sealed: null, hash: null });
});

test('who agreed when it was said that no number is kept is asked anew first', async () => {
  const binh = await person('Phạm Văn Bình', FIRST_WORDING);
  expect(await code(keepIdNumber(ctx, { ...binh, number: '040050001234' }))).toBe(
    'people.id_number_promised',
  );
  await keepIdNumber(ctx, { ...binh, number: '' });
});

test('at the hub one number under two names is proposed as one person, and other numbers are not', async () => {
  holdIdKeys(centre);
  const [a, b] = [await person('Lê Thị Lan'), await person('Lê Lan Hương')];
  await keepIdNumber(ctx, { ...a, number: '040150009999' });
  await keepIdNumber(ctx, { ...b, number: '40150009999' });
  expect((await duplicateList(ctx)).pairs).toEqual([]);
  expect(await hashNumbers(ctx)).toBe(0);

  holdIdKeys(hub);
  expect(await hashNumbers(ctx)).toBe(2);
  expect(await hashNumbers(ctx)).toBe(0);
  const { pairs } = await duplicateList(ctx);
  expect(pairs.map((p) => [p.why, ...p.people.map((x) => x.name).sort()])).toEqual([
    ['identity', 'Lê Lan Hương', 'Lê Thị Lan'],
  ]);
  const compared = await duplicatePair(ctx, [a.person, b.person]);
  expect(compared.map((p) => p.idLast3)).toEqual(['999', '999']);
  await keepIdNumber(ctx, { ...b, number: '040150008999' });
  expect((await duplicateList(ctx)).pairs).toEqual([]);
});

test('a sheet’s numbers wait sealed, in whichever column they stand', async () => {
  holdIdKeys(hub);
  const bytes = Buffer.from(
    'Họ tên;Năm sinh;Giấy tờ khác;CCCD\nVi An;1950;040050001111;12\nVi Ba;1951;181234567;',
  );
  const id = await previewImport(ctx, { bytes, unit: '16681.04' });
  const { rows } = await importPage(ctx, { id });
  expect(rows[0]?.faults).toMatchObject([{ path: '2:D', code: 'people.id_number_wrong' }]);
  await mapImport(ctx, id, { name: 0, birth: 1, identity: 2 });
  const waiting = await t.db.selectFrom('people.import').selectAll().execute();
  expect(JSON.stringify(waiting)).not.toMatch(/040050|181234/);
  await applyImport(ctx, id);
  const { people } = await peopleList(ctx, { unit: '16681.04' });
  const kept = await Promise.all(people.map(stored));
  const open = openerOf(hub);
  expect(kept.map((k) => [k?.last, k?.sealed && open(k.sealed), k?.hash?.length])).toEqual([
    ['111', '040050001111', 32],
    ['567', '181234567', 32],
  ]);
  const left = await t.db.selectFrom('people.import').select(['rows', 'sealed']).execute();
  expect(left).toEqual([{ rows: null, sealed: null }]);
});
