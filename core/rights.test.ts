import * as accounts from '@suotdoi/core/accounts';
import { type roles as roleList, roleMay, roles } from '@suotdoi/core/accounts';
import * as cards from '@suotdoi/core/cards';
import { type AccountActor, type Ctx, newId, nobody, Refusal } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import * as learning from '@suotdoi/core/learning';
import * as library from '@suotdoi/core/library';
import * as people from '@suotdoi/core/people';
import * as phones from '@suotdoi/core/phones';
import * as plans from '@suotdoi/core/plans';
import * as record from '@suotdoi/core/record';
import * as reports from '@suotdoi/core/reports';
import * as standing from '@suotdoi/core/standing';
import * as units from '@suotdoi/core/units';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  consent,
  type Guarded,
  guarded,
  otherwise,
  VILLAGE,
  type World,
} from './rights.fixture.ts';

type Role = (typeof roleList)[number];

let t: TestDatabase;
let world: World;

beforeAll(async () => {
  t = await testDatabase();
  const ctx = t.ctx();
  const family = await people.registerFamily(ctx, {
    id: newId(),
    unit: VILLAGE,
    members: [{ name: 'Nguyễn Thị Hoa', birthYear: 1963, agreed: true }],
    consent,
  });
  const { members: twins } = await people.registerFamily(ctx, {
    ...{ id: newId(), unit: VILLAGE, notTheSame: true },
    members: [{ name: 'Nguyễn Thị Hoa', birthYear: 1963 }],
  });
  const { id: session } = await learning.openSession(ctx, {
    id: newId(),
    unit: VILLAGE,
    heldAt: '2026-10-14T12:00:00Z',
    topic: 'Gọi video',
    place: 'Nhà văn hoá',
    skills: ['GOI2'],
    learners: family.members,
  });
  await learning.saveSheet(ctx, {
    session,
    version: 1,
    learners: [{ person: family.members[0]?.person, present: true, marks: { GOI2: 'alone' } }],
  });
  const acts = await t.db.selectFrom('record.statement').select('id').execute();
  const { key: client } = await record.createClient(ctx, { name: 'Máy', unit: VILLAGE });
  const { id: school } = await people.formGroup(ctx, {
    id: newId(),
    kind: 'school',
    unit: VILLAGE,
    name: 'Trường mầm non Hoa Sen',
    members: family.members,
  });
  const twin = twins[0]?.person ?? '';
  world = { school, family, twin, session, statement: acts[0]?.id ?? '', client };
});
afterAll(() => t?.close());

const ownUnit: Record<Role, string> = {
  administrator: 'VN',
  national_officer: 'VN',
  province_officer: '40',
  commune_officer: '16681',
  village_officer: VILLAGE,
  instructor: '16681',
  reviewer: '16681',
  citizen: VILLAGE,
};
const foreignUnit: Record<Role, string> = {
  administrator: '38',
  national_officer: '38',
  province_officer: '38',
  commune_officer: '16690',
  village_officer: '16681.04',
  instructor: '16690',
  reviewer: '16690',
  citizen: '16690.01',
};

function actor(role: Role, unit: string): AccountActor {
  const id = newId();
  return {
    kind: 'account',
    id,
    name: 'Ai Đó',
    username: role,
    roles: [{ role, unit }],
    person: null,
  };
}

/** true: let in (whatever else was wrong); false: refused for want of rights, or an empty list. */
async function letIn(call: Guarded, ctx: Ctx): Promise<boolean> {
  try {
    const answer = await call.run(ctx, world);
    return call.list ? (answer as unknown[]).length > 0 : true;
  } catch (no) {
    if (!(no instanceof Refusal)) throw no;
    return no.kind !== 'forbidden' && no.kind !== 'unknown';
  }
}

for (const [name, call] of Object.entries(guarded)) {
  test(`${name} lets in who holds ${call.needs} here, and nobody else`, async () => {
    const wrong: string[] = [];
    for (const role of roles) {
      const may = roleMay(role, call.needs);
      if ((await letIn(call, t.ctx(actor(role, ownUnit[role])))) !== may)
        wrong.push(`${role} at ${ownUnit[role]} should ${may ? '' : 'not '}be let in`);
      if (await letIn(call, t.ctx(actor(role, foreignUnit[role]))))
        wrong.push(`${role} of ${foreignUnit[role]} was let in`);
    }
    if (await letIn(call, t.ctx(nobody))) wrong.push('nobody was let in');
    expect(wrong).toEqual([]);
  });
}

test('every command and query says who may use it', () => {
  const doors = {
    ...accounts,
    ...cards,
    ...units,
    ...people,
    ...phones,
    ...record,
    ...learning,
    ...standing,
    ...library,
    ...plans,
    ...reports,
  };
  const open = Object.entries(doors)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
    .filter((name) => !(name in guarded) && !(name in otherwise));
  expect(open).toEqual([]);
});
