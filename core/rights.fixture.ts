import { newId } from '@suotdoi/core/ground';
import * as learning from '@suotdoi/core/learning';
import * as library from '@suotdoi/core/library';
import * as plans from '@suotdoi/core/plans';
import * as record from '@suotdoi/core/record';
import * as reports from '@suotdoi/core/reports';
import * as standing from '@suotdoi/core/standing';
import * as units from '@suotdoi/core/units';
import { guardedPeople } from './rights-people.fixture.ts';
import { type Guarded, hoa, VILLAGE } from './rights-world.fixture.ts';

// Every command and query of every door stands in exactly one of these two tables; a new one
// that stands in neither fails the last test.
export { otherwise } from './rights-otherwise.fixture.ts';
export { consent, type Guarded, VILLAGE, type World } from './rights-world.fixture.ts';

export const guarded: Record<string, Guarded> = {
  ...guardedPeople,
  writeChannel: {
    needs: 'channels.fill',
    run: (ctx) =>
      library.writeChannel(ctx, {
        ...{ unit: VILLAGE, channel: 'huong-dan-vien', value: '0900 000 000' },
        ...{ source: 'Hỏi trực tiếp', checked: '2026-10-15' },
      }),
  },
  channelSlots: { needs: 'channels.fill', run: (ctx) => library.channelSlots(ctx, VILLAGE) },
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
  reportPage: { needs: 'figures.see', run: (ctx) => reports.reportPage(ctx, { unit: VILLAGE }) },
  gaps: {
    needs: 'figures.see',
    run: (ctx) => reports.gaps(ctx, { unit: VILLAGE, dimension: 'age' }),
  },
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
  splitForm: {
    needs: 'targets.set',
    run: (ctx) => plans.splitForm(ctx, { unit: VILLAGE, subject: 'citizens', year: 2026 }),
  },
  splitTarget: {
    needs: 'targets.set',
    run: (ctx) =>
      plans.splitTarget(ctx, {
        unit: VILLAGE,
        subject: 'citizens',
        year: 2026,
        way: 'hand',
        parts: [{ unit: '16681.04', n: 1 }],
      }),
  },
  closePeriod: {
    needs: 'targets.set',
    run: (ctx) => plans.closePeriod(ctx, { unit: VILLAGE, period: '2026-09' }),
  },
  closingsPage: {
    needs: 'figures.see',
    run: (ctx) => plans.closingsPage(ctx, { unit: VILLAGE, year: 2026 }),
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
  nearFamilies: { needs: 'learning.see', run: (ctx) => standing.nearFamilies(ctx, VILLAGE) },
  quietUnits: { needs: 'figures.see', run: (ctx) => standing.quietUnits(ctx, VILLAGE) },
  familyPage: { needs: 'people.see', run: (ctx, w) => standing.familyPage(ctx, w.family.id) },
  statementById: { needs: 'record.see', run: (ctx, w) => record.statementById(ctx, w.statement) },
  addVillages: {
    needs: 'units.edit',
    run: (ctx) => units.addVillages(ctx, { commune: '16681', names: ['Xóm 1'] }),
  },
  createClient: {
    needs: 'clients.manage',
    run: (ctx) => record.createClient(ctx, { name: 'Máy thư viện', unit: VILLAGE }),
  },
  clientList: { needs: 'clients.manage', run: (ctx) => record.clientList(ctx, VILLAGE) },
  revokeClient: { needs: 'clients.manage', run: (ctx, w) => record.revokeClient(ctx, w.client) },
};
