import { createAccount } from '@suotdoi/core/accounts';
import {
  type AccountActor,
  type Ctx,
  newId,
  nobody,
  type PersonKey,
  type Refusal,
} from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  offerHelp,
  ownOffer,
  personPage,
  registerLearner,
  stopHelping,
  volunteerList,
  withdrawConsent,
} from './index.ts';

const HERE = '16681.03';

let t: TestDatabase;
let giup: PersonKey;
let account: string;

beforeAll(async () => {
  t = await testDatabase();
  giup = await registerLearner(t.ctx(), {
    id: newId(),
    unit: HERE,
    person: { name: 'Hồ Thị Giúp', birthYear: 1975, agreed: true },
    consent: { wording: 'w1', way: 'spoken' },
  });
  account = await createAccount(t.ctx(), {
    ...{ username: 'giup', name: 'Hồ Thị Giúp', password: 'đường làng sáng đèn' },
    ...{ role: 'citizen', unit: '16681', person: giup },
  });
});
afterAll(() => t?.close());

function as(role: AccountActor['roles'][number]['role'], unit: string, self = false): Ctx {
  const about = { id: self ? account : newId(), name: 'Ai Đó', username: 'ai' };
  const person = self ? giup : null;
  return t.ctx({ kind: 'account', ...about, roles: [{ role, unit }], person });
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (no: Refusal) => no.code,
  );

test('a person offers to help on days and in villages; officers there see it until it ends', async () => {
  const self = as('citizen', '16681', true);
  expect(await ownOffer(self)).toMatchObject({ unit: HERE, offer: null });
  await offerHelp(self, { days: ['mon'], places: [HERE] });
  const offered = { days: ['sat', 'sun'], places: [HERE, '16681.04'] };
  await offerHelp(self, offered);
  expect((await ownOffer(self)).offer).toMatchObject(offered);
  for (const unit of [HERE, '16681.04']) {
    const [seen] = await volunteerList(as('village_officer', unit));
    expect(seen).toMatchObject({ ...giup, days: ['sat', 'sun'], account });
  }
  expect(await volunteerList(as('village_officer', '16681.05'))).toEqual([]);
  await stopHelping(self);
  expect((await ownOffer(self)).offer).toBeNull();
  expect(await volunteerList(as('village_officer', HERE))).toEqual([]);
});

test('an offer is one’s own, and about one’s own commune', async () => {
  const self = as('citizen', '16681', true);
  const offer = (ctx: Ctx, places: string[]) => refusal(offerHelp(ctx, { days: ['mon'], places }));
  expect(await offer(self, ['16690.01'])).toBe('people.offer_places_elsewhere');
  expect(await offer(self, ['16681.99'])).toBe('people.offer_places_elsewhere');
  expect(await offer(self, [])).toBe('ground.invalid_input');
  expect(await offer(as('instructor', HERE), [HERE])).toBe('people.no_person');
  expect(await offer(t.ctx(nobody), [HERE])).toBe('accounts.sign_in_first');
});

test('a person takes back their own consent, once; what they answered before stays', async () => {
  const self = as('citizen', '16681', true);
  expect(await refusal(withdrawConsent(as('instructor', HERE)))).toBe('people.no_person');
  await withdrawConsent(self);
  expect(await refusal(withdrawConsent(self))).toBe('people.nothing_to_withdraw');
  const page = await personPage(as('village_officer', HERE), giup.person);
  expect(page.consents.map(({ answer }) => answer)).toEqual(['withdrawn', 'given']);
});
