import * as cards from '@suotdoi/core/cards';
import { type Ctx, newId, type PersonKey, Refusal, system } from '@suotdoi/core/ground';
import * as people from '@suotdoi/core/people';
import { consent, type Guarded, hoa, VILLAGE, type World } from './rights-world.fixture.ts';

const someone = () => ({ name: `Trần Thị ${newId().slice(-8)}`, birthYear: 1961, agreed: true });
const list = Buffer.from('Họ tên;Năm sinh\nTrần Thị Mai;1961');
/** A sheet that waits, handed in by somebody who may. */
const handedIn = (ctx: Ctx) =>
  people.previewImport({ ...ctx, actor: system('test') }, { bytes: list, unit: VILLAGE });
/** A spare card, made by somebody who may. */
const spare = async (ctx: Ctx) => {
  const maker = { ...ctx, actor: system('test') };
  const [id] = await cards.makeCards(maker, { unit: VILLAGE, spare: 1 });
  const [card] = await cards.printedCards(maker, VILLAGE, [id ?? '']);
  return { id: id ?? '', number: card?.number ?? '' };
};
/** The twin is merged into the family's member, by somebody who may; or was so before. */
const merged = (ctx: Ctx, w: World) =>
  people
    .mergePeople({ ...ctx, actor: system('test') }, { kept: hoa(w).person, person: w.twin })
    .catch((no) => {
      if (!(no instanceof Refusal)) throw no;
    });
/** Somebody who signed up and waits. */
async function signedUp(ctx: Ctx): Promise<string> {
  const id = newId();
  const about = { shard: '16681', id, unit: VILLAGE, state: 'waiting', wording: 'w1' };
  const who = { name: `Ngô ${id}`, search: id, birth_year: 1960, created: ctx.now };
  await ctx.db
    .insertInto('people.signup')
    .values({ ...about, ...who })
    .execute();
  return id;
}
async function offered(ctx: Ctx, { shard, person }: PersonKey): Promise<void> {
  const offer = { shard, person, from_date: '2026-10-01', places: [VILLAGE], noted_by: 'test' };
  await ctx.db
    .insertInto('people.volunteer')
    .values(offer)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** People, their cards, and lists of them. */
export const guardedPeople: Record<string, Guarded> = {
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
  keepIdNumber: {
    needs: 'people.register',
    run: (ctx, w) => people.keepIdNumber(ctx, { ...hoa(w), number: '' }),
  },
  formGroup: {
    needs: 'people.register',
    run: (ctx, w) =>
      people.formGroup(ctx, {
        id: newId(),
        kind: 'clan',
        unit: VILLAGE,
        name: 'Họ Nguyễn',
        members: w.family.members,
      }),
  },
  joinGroup: {
    needs: 'people.register',
    run: (ctx, w) => people.joinGroup(ctx, { group: w.school, members: w.family.members }),
  },
  leaveGroup: {
    needs: 'people.register',
    run: (ctx, w) => people.leaveGroup(ctx, { group: w.school, person: hoa(w).person }),
  },
  groupList: {
    needs: 'people.see',
    list: true,
    run: async (ctx) => (await people.groupList(ctx, { kind: 'school' })).groups,
  },
  groupPage: { needs: 'people.see', run: (ctx, w) => people.groupPage(ctx, w.school) },
  previewImport: {
    needs: 'people.register',
    run: (ctx) => people.previewImport(ctx, { bytes: list, unit: VILLAGE }),
  },
  importPage: {
    needs: 'people.register',
    run: async (ctx) => people.importPage(ctx, { id: await handedIn(ctx) }),
  },
  importList: {
    needs: 'people.register',
    list: true,
    run: async (ctx) => {
      await handedIn(ctx);
      return people.importList(ctx);
    },
  },
  mapImport: {
    needs: 'people.register',
    run: async (ctx) => people.mapImport(ctx, await handedIn(ctx), { name: 0, birth: 1 }),
  },
  applyImport: {
    needs: 'people.register',
    run: async (ctx) => people.applyImport(ctx, await handedIn(ctx)),
  },
  dropImport: {
    needs: 'people.register',
    run: async (ctx) => people.dropImport(ctx, await handedIn(ctx)),
  },
  makeCards: {
    needs: 'people.register',
    run: (ctx) => cards.makeCards(ctx, { unit: VILLAGE, spare: 1 }),
  },
  cardsPage: { needs: 'people.register', run: (ctx) => cards.cardsPage(ctx, VILLAGE) },
  printedCards: { needs: 'people.register', run: (ctx) => cards.printedCards(ctx, VILLAGE, []) },
  revokeCard: {
    needs: 'people.register',
    run: async (ctx) => cards.revokeCard(ctx, { card: (await spare(ctx)).id, reason: 'lost' }),
  },
  giveCard: {
    needs: 'people.register',
    run: async (ctx, w) => cards.giveCard(ctx, { card: (await spare(ctx)).number, person: hoa(w) }),
  },
  forgetPictures: {
    needs: 'people.register',
    run: (ctx, w) => cards.forgetPictures(ctx, hoa(w)),
  },
  duplicateList: {
    needs: 'people.register',
    list: true,
    run: async (ctx) => (await people.duplicateList(ctx)).pairs,
  },
  duplicatePair: {
    needs: 'people.register',
    run: (ctx, w) => people.duplicatePair(ctx, [hoa(w).person, w.twin]),
  },
  tellApart: {
    needs: 'people.register',
    run: (ctx, w) => people.tellApart(ctx, { people: [hoa(w).person, w.twin] }),
  },
  mergePeople: {
    needs: 'people.register',
    run: (ctx, w) => people.mergePeople(ctx, { kept: hoa(w).person, person: w.twin }),
  },
  undoMerge: {
    needs: 'people.register',
    run: async (ctx, w) => {
      await merged(ctx, w);
      return people.undoMerge(ctx, { person: w.twin });
    },
  },
  peopleList: {
    needs: 'people.see',
    list: true,
    run: async (ctx) => (await people.peopleList(ctx, {})).people,
  },
  personPage: { needs: 'people.see', run: (ctx, w) => people.personPage(ctx, hoa(w).person) },
  signupQueue: {
    needs: 'people.register',
    list: true,
    run: async (ctx) => {
      await signedUp(ctx);
      return people.signupQueue(ctx);
    },
  },
  confirmSignup: {
    needs: 'people.register',
    run: async (ctx) => people.confirmSignup(ctx, { id: await signedUp(ctx) }),
  },
  joinSignup: {
    needs: 'people.register',
    run: async (ctx, w) => people.joinSignup(ctx, { ...hoa(w), id: await signedUp(ctx) }),
  },
  refuseSignup: {
    needs: 'people.register',
    run: async (ctx) => people.refuseSignup(ctx, { id: await signedUp(ctx), reason: 'twice' }),
  },
  volunteerList: {
    needs: 'people.see',
    list: true,
    run: async (ctx, w) => {
      await offered(ctx, hoa(w));
      return people.volunteerList(ctx);
    },
  },
};
