import * as accounts from '@suotdoi/core/accounts';
import { type Permission, type roles as roleList, roleMay, roles } from '@suotdoi/core/accounts';
import {
  type AccountActor,
  type Ctx,
  newId,
  nobody,
  type PersonKey,
  Refusal,
} from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import * as learning from '@suotdoi/core/learning';
import * as people from '@suotdoi/core/people';
import * as plans from '@suotdoi/core/plans';
import * as record from '@suotdoi/core/record';
import * as standing from '@suotdoi/core/standing';
import * as units from '@suotdoi/core/units';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Role = (typeof roleList)[number];

// Every command and query of every door stands in exactly one of these two tables; a new one
// that stands in neither fails the last test.
const VILLAGE = '16681.03';

interface World {
  readonly family: { id: string; shard: string; members: PersonKey[] };
  readonly session: string;
  readonly statement: string;
  readonly client: string;
  readonly role: string;
}

interface Guarded {
  readonly needs: Permission;
  /** Calls it about the village; what is refused for other reasons than rights may be. */
  run(ctx: Ctx, world: World): Promise<unknown>;
  /** Lists answer everybody with what is theirs: nothing for those without the right. */
  readonly list?: true;
}

const consent = { wording: 'w1', way: 'spoken' } as const;
const someone = () => ({ name: `Trần Thị ${newId().slice(-8)}`, birthYear: 1961, agreed: true });
const hoa = (w: World) => w.family.members[0] as PersonKey;

const guarded: Record<string, Guarded> = {
  registerFamily: {
    needs: 'people.register',
    run: (ctx) =>
      people.registerFamily(ctx, { id: newId(), unit: VILLAGE, members: [someone()], consent }),
  },
  registerLearner: {
    needs: 'people.register',
    run: (ctx) =>
      people.registerLearner(ctx, { id: newId(), unit: VILLAGE, person: someone(), consent }),
  },
  correctPerson: {
    needs: 'people.register',
    run: (ctx, w) =>
      people.correctPerson(ctx, {
        ...hoa(w),
        version: 99,
        name: 'Nguyễn Thị Hoa',
        birthYear: 1963,
      }),
  },
  movePerson: {
    needs: 'people.register',
    run: (ctx, w) => people.movePerson(ctx, { ...hoa(w), unit: VILLAGE, from: '2026-10-15' }),
  },
  recordConsent: {
    needs: 'people.register',
    run: (ctx, w) => people.recordConsent(ctx, { ...hoa(w), answer: 'given', asked: consent }),
  },
  formClan: {
    needs: 'people.register',
    run: (ctx, w) =>
      people.formClan(ctx, {
        id: newId(),
        unit: VILLAGE,
        name: 'Họ Nguyễn',
        members: w.family.members,
      }),
  },
  peopleList: {
    needs: 'people.see',
    list: true,
    run: async (ctx) => (await people.peopleList(ctx, {})).people,
  },
  personPage: { needs: 'people.see', run: (ctx, w) => people.personPage(ctx, hoa(w).person) },
  openSession: {
    needs: 'learning.teach',
    run: (ctx) =>
      learning.openSession(ctx, {
        id: newId(),
        unit: VILLAGE,
        heldAt: '2026-10-15T01:00:00Z',
        topic: 'Gọi video',
        place: 'Nhà văn hoá',
        skills: ['GOI2'],
      }),
  },
  addLearners: {
    needs: 'learning.teach',
    run: (ctx, w) => learning.addLearners(ctx, { session: w.session, learners: [hoa(w)] }),
  },
  saveSheet: {
    needs: 'learning.teach',
    run: (ctx, w) => learning.saveSheet(ctx, { session: w.session, version: 99, learners: [] }),
  },
  sessionList: { needs: 'learning.see', list: true, run: (ctx) => learning.sessionList(ctx) },
  sessionSheet: { needs: 'learning.see', run: (ctx, w) => learning.sessionSheet(ctx, w.session) },
  planPage: { needs: 'figures.see', run: (ctx) => plans.planPage(ctx, { unit: VILLAGE }) },
  targetsOf: {
    needs: 'targets.set',
    run: (ctx) => plans.targetsOf(ctx, { unit: VILLAGE, subject: 'citizens', year: 2026 }),
  },
  setTargets: {
    needs: 'targets.set',
    run: (ctx) =>
      plans.setTargets(ctx, {
        unit: VILLAGE,
        subject: 'citizens',
        year: 2026,
        byMonth: Array.from({ length: 12 }, (_, i) => i),
      }),
  },
  figureSource: {
    needs: 'figures.see',
    run: (ctx) =>
      standing.figureSource(ctx, { unit: VILLAGE, indicator: 'citizens_basic', month: '2026-10' }),
  },
  personSource: { needs: 'record.see', run: (ctx, w) => standing.personSource(ctx, hoa(w).person) },
  personStanding: {
    needs: 'people.see',
    run: (ctx, w) => standing.personStanding(ctx, hoa(w).person),
  },
  collectiveSource: {
    needs: 'record.see',
    run: (ctx, w) => standing.collectiveSource(ctx, w.family.id),
  },
  statementById: { needs: 'record.see', run: (ctx, w) => record.statementById(ctx, w.statement) },
  createClient: {
    needs: 'clients.manage',
    run: (ctx) => record.createClient(ctx, { name: 'Máy thư viện', unit: VILLAGE }),
  },
  clientList: { needs: 'clients.manage', run: (ctx) => record.clientList(ctx, VILLAGE) },
  revokeClient: { needs: 'clients.manage', run: (ctx, w) => record.revokeClient(ctx, w.client) },
};

/** Not decided by a permission at a unit; why, and where it is tested. */
const otherwise: Record<string, string> = {
  accountList: 'who may grant: accounts/roles.test.ts',
  createAccount: 'who may grant what: accounts/roles.test.ts',
  grantRole: 'who may grant what: accounts/roles.test.ts',
  revokeRole: 'who may grant what: accounts/roles.test.ts',
  changePassword: 'asks for the old password: accounts/sign-in.test.ts',
  signIn: 'asks for the password: accounts/sign-in.test.ts',
  signOut: 'ends the session whose cookie it is given',
  acceptInvitation: 'asks for the one-time key: accounts/invitation.test.ts',
  inviteAdministrator: 'system only: accounts/invitation.test.ts',
  hasAdministrator: 'told to the program at its start',
  authSecret: 'for the program',
  createAuth: 'for the program',
  actorOf: 'finds who asks',
  authorise: 'is the guard',
  isAllowed: 'is the guard',
  may: 'pure',
  mayGrant: 'pure',
  roleMay: 'pure',
  scopeUnits: 'pure',
  learnerHome: "one's own page: refuses everybody without a person",
  peopleByKey: 'for learning: facts of people already on a sheet',
  shardsOf: 'for machines: no names',
  mayRecordActs: 'pure',
  unitPath: 'names of places are public',
  unitsBelow: 'names of places are public',
  villagesWithin: 'names of places are public',
  loadShippedUnits: 'for the program',
  communeOf: 'pure',
  levelOf: 'pure',
  recordStatements: 'within a change that has authorised',
  touchPeople: 'within a change that has authorised',
  takeDirty: 'for the fold',
  xapi: 'asks for credentials: record/routes.test.ts',
  startFold: 'for the program',
  foldRound: 'for the program',
  importUnits: 'the whole country: units/import.test.ts',
  recount: 'for the operator at the command line',
};

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
  world = { family, session, statement: acts[0]?.id ?? '', client, role: '' };
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
  const doors = { ...accounts, ...units, ...people, ...record, ...learning, ...standing, ...plans };
  const open = Object.entries(doors)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
    .filter((name) => !(name in guarded) && !(name in otherwise));
  expect(open).toEqual([]);
});
