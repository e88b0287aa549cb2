import { type AccountActor, newId, system } from '@suotdoi/core/ground';
import { createClient, revokeClient, statementById } from '@suotdoi/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, caller, type Machines, machines } from './machine.fixture.ts';

let m: Machines;
let http: ReturnType<typeof caller>;

beforeAll(async () => {
  m = await machines();
  http = caller(m.app);
});
afterAll(() => m.close());

test('only who manages machines lets them in and out', async () => {
  const person = (role: AccountActor['roles'][number]['role'], unit: string) =>
    m.home.ctx({
      kind: 'account',
      id: role,
      name: 'x',
      username: 'x',
      roles: [{ role, unit }],
      person: null,
    });
  const input = { name: 'Thư viện', unit: m.commune };
  const refused = createClient(person('commune_officer', m.commune), input);
  await expect(refused).rejects.toMatchObject({ kind: 'forbidden' });
  const made = await createClient(person('administrator', 'VN'), input);
  expect((await http.get(made, {})).statusCode).toBe(200);
  const out = revokeClient(person('instructor', m.commune), made.key);
  await expect(out).rejects.toMatchObject({ kind: 'forbidden' });
  await revokeClient(person('administrator', 'VN'), made.key);
  await revokeClient(person('administrator', 'VN'), made.key);
  expect((await http.get(made, {})).statusCode).toBe(401);
  await expect(createClient(m.home.ctx(), { name: 'x', unit: '??' })).rejects.toMatchObject({
    code: 'record.unknown_unit',
  });
  await expect(revokeClient(m.home.ctx(), 'khoá')).rejects.toMatchObject({ kind: 'missing' });
});

test('who may see the record of a place opens a statement, word for word; others do not', async () => {
  const here = act(m.known, m.village);
  await http.post(m.inCommune, here);
  const officer = (unit: string) =>
    m.home.ctx({
      kind: 'account',
      id: 'lan',
      name: 'Lan',
      username: 'lan',
      roles: [{ role: 'commune_officer', unit }],
      person: null,
    });
  const view = await statementById(officer(m.commune), here.id);
  expect(JSON.parse(view.body)).toMatchObject(here);
  expect(view).toMatchObject({ unit: m.village, voided_by: null });
  const foreign = statementById(officer(m.otherCommune), here.id);
  await expect(foreign).rejects.toMatchObject({ kind: 'forbidden' });
  for (const id of [newId(), 'không']) {
    const missing = statementById(m.home.ctx(system('test')), id);
    await expect(missing).rejects.toMatchObject({ kind: 'missing' });
  }
});
