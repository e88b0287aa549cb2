import { createAccount, createAuth } from '@suotdoi/core/accounts';
import { type Ctx, newId, nobody, type PersonKey, Refusal, system } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import jpeg from 'jpeg-js';
import qrcode from 'qrcode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cardsPage,
  codeInPhoto,
  forgetPictures,
  giveCard,
  greetCard,
  makeCards,
  openCard,
  printedCards,
  revokeCard,
  signInByCard,
} from './index.ts';
import { readCard } from './rules.ts';
import { signCard } from './signing.ts';

const VILLAGE = '16681.03';
const mine = ['house', 'lotus', 'boat'] as const;
const wrong = ['boat', 'lotus', 'house'] as const;
let t: TestDatabase;
let officer: Ctx;
let stranger: Ctx;
let hoa: PersonKey;
let lan: PersonKey;
let family: { id: string; shard: string };

beforeAll(async () => {
  t = await testDatabase();
  officer = t.ctx();
  stranger = t.ctx(nobody);
  family = await registerFamily(officer, {
    id: newId(),
    unit: VILLAGE,
    members: [
      { name: 'Nguyễn Thị Hoa', birthYear: 1963, agreed: true },
      { name: 'Nguyễn Thị Lan', birthYear: 1990, agreed: true },
    ],
    consent: { wording: 'w1', way: 'spoken' },
  }).then((made) => {
    [hoa, lan] = made.members as [PersonKey, PersonKey];
    return made;
  });
});
afterAll(() => t?.close());

async function code(work: Promise<unknown>): Promise<string> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no.code;
}

async function cardOf(person: PersonKey): Promise<{ id: string; text: string; number: string }> {
  const [id] = (await makeCards(officer, { unit: VILLAGE, people: [person] })) as [string];
  const [printed] = await printedCards(officer, VILLAGE, [id]);
  const text = signCard(officer, id);
  return { id, text, number: printed?.number ?? '' };
}

test('the first three pictures are the ones chosen; others, and another order, do not open', async () => {
  const { text } = await cardOf(hoa);
  expect((await greetCard(stranger, text)).members).toEqual([
    { person: hoa.person, name: 'Thị Hoa', hasPictures: false },
  ]);
  await openCard(stranger, { card: text, pictures: [...mine] });
  expect(await code(openCard(stranger, { card: text, pictures: [...wrong] }))).toBe(
    'cards.wrong_pictures',
  );
  const { person } = await openCard(stranger, { card: text, pictures: [...mine] });
  expect(person).toMatchObject({ person: hoa.person, unit: VILLAGE });
});

test('a card keeps its person: making it again gives the same one', async () => {
  const once = await cardOf(hoa);
  expect((await cardOf(hoa)).id).toBe(once.id);
  const page = await cardsPage(officer, VILLAGE);
  expect(page.rows.find((row) => row.id === hoa.person)).toMatchObject({ card: once.id });
});

test('a code that we did not sign is refused, whatever card it names', async () => {
  const { id } = await cardOf(hoa);
  const forged = `SD1.${Buffer.concat([
    Buffer.from(id.replaceAll('-', ''), 'hex'),
    Buffer.alloc(64, 7),
  ]).toString('base64url')}`;
  expect(readCard(forged)?.kind).toBe('code');
  expect(await code(openCard(stranger, { card: forged, pictures: [...mine] }))).toBe(
    'cards.not_ours',
  );
  expect(await code(greetCard(stranger, 'https://vi.du.example'))).toBe('cards.unreadable');
});

test('a number opens only where pictures were chosen, and tells nothing about the card', async () => {
  const { number } = await cardOf(hoa);
  expect(await greetCard(stranger, number)).toEqual({ kind: 'person', members: [] });
  expect(await greetCard(stranger, '000 000 000')).toEqual({ kind: 'person', members: [] });
  await openCard(stranger, { card: number, pictures: [...mine] });
  const fresh = await cardOf(lan);
  expect(await code(openCard(stranger, { card: fresh.number, pictures: [...mine] }))).toBe(
    'cards.wrong_pictures',
  );
  expect(await code(openCard(stranger, { card: '000000000', pictures: [...mine] }))).toBe(
    'cards.wrong_pictures',
  );
  expect(await code(openCard(stranger, { card: '000000001', pictures: [...mine] }))).toBe(
    'cards.unreadable',
  );
});

test('after five wrong tries a card waits, and no other card waits with it', async () => {
  const { text } = await cardOf(lan);
  await openCard(stranger, { card: text, pictures: [...mine] });
  const tries = [];
  for (let i = 0; i < 7; i += 1) {
    tries.push(await code(openCard(stranger, { card: text, pictures: [...wrong] })));
  }
  expect(tries.filter((c) => c === 'cards.wrong_pictures')).toHaveLength(5);
  expect(tries.at(-1)).toBe('accounts.too_many_tries');
  await openCard(stranger, { card: (await cardOf(hoa)).text, pictures: [...mine] });
  const later = t.ctx(nobody, new Date(stranger.now.getTime() + 16 * 60_000));
  await openCard(later, { card: text, pictures: [...mine] });
});

test('one card for the household: each member has pictures of their own', async () => {
  const [id] = (await makeCards(officer, { unit: VILLAGE, households: [family] })) as [string];
  const text = signCard(officer, id);
  expect((await greetCard(stranger, text)).members.map((m) => m.name)).toEqual([
    'Thị Hoa',
    'Thị Lan',
  ]);
  const open = (person: string) => openCard(stranger, { card: text, pictures: [...mine], person });
  expect((await open(lan.person)).person.person).toBe(lan.person);
  expect(await code(open(newId()))).toBe('cards.wrong_pictures');
});

test('a spare card is given once; before that it opens nothing', async () => {
  const [id] = (await makeCards(officer, { unit: VILLAGE, spare: 1 })) as [string];
  const text = signCard(officer, id);
  expect(await code(greetCard(stranger, text))).toBe('cards.not_given_yet');
  await giveCard(officer, { card: text, person: lan });
  await giveCard(officer, { card: text, person: lan });
  expect(await code(giveCard(officer, { card: text, person: hoa }))).toBe('cards.given_to_another');
  expect((await greetCard(stranger, text)).members[0]?.name).toBe('Thị Lan');
});

test('a revoked card opens nothing; the next card opens with the same pictures', async () => {
  const old = await cardOf(hoa);
  await revokeCard(officer, { card: old.id, reason: 'lost' });
  expect(await code(openCard(stranger, { card: old.text, pictures: [...mine] }))).toBe(
    'cards.revoked',
  );
  expect(await code(openCard(stranger, { card: old.number, pictures: [...mine] }))).toBe(
    'cards.wrong_pictures',
  );
  const next = await cardOf(hoa);
  expect(next.id).not.toBe(old.id);
  await openCard(stranger, { card: next.text, pictures: [...mine] });
  await forgetPictures(officer, hoa);
  await openCard(stranger, { card: next.text, pictures: [...wrong] });
});

test('a learner signs in by card; an officer cannot come in without the password', async () => {
  const auth = createAuth({ db: t.db, secret: 's'.repeat(32) });
  const { text } = await cardOf(hoa);
  const shown = { card: text, pictures: [...wrong], secure: true };
  const first = await signInByCard(stranger, auth, shown);
  expect(first.actor).toMatchObject({ person: hoa, roles: [{ role: 'citizen', unit: VILLAGE }] });
  expect(first.cookies[0]?.options).toMatchObject({ httpOnly: true, secure: true });
  await createAccount(t.ctx(system('test')), {
    username: 'canbo.lan',
    name: 'Nguyễn Thị Lan',
    password: 'mot mat khau dai',
    role: 'village_officer',
    unit: VILLAGE,
    person: lan,
  });
  const hers = (await cardOf(lan)).text;
  const refused = signInByCard(stranger, auth, { card: hers, pictures: [...mine], secure: true });
  expect(await code(refused)).toBe('accounts.password_needed');
});

test('a photograph of a card is read on the server, turned and small', async () => {
  const { text } = await cardOf(hoa);
  expect(await codeInPhoto(photoOf(text, { size: 1600, scale: 9, angle: 0.2 }))).toBe(text);
  const blank = jpeg.encode({ width: 60, height: 60, data: Buffer.alloc(60 * 60 * 4, 180) }, 60);
  expect(await code(codeInPhoto(blank.data))).toBe('cards.no_code_seen');
  expect(await code(codeInPhoto(Buffer.from('không phải ảnh')))).toBe('cards.no_code_seen');
});

/** A card lying askew on a table, as a camera keeps it. */
function photoOf(text: string, about: { size: number; scale: number; angle: number }): Buffer {
  const { size, scale, angle } = about;
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const data = Buffer.alloc(size * size * 4, 185);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [dx, dy] = [(x - size / 2) / scale, (y - size / 2) / scale];
      const u = Math.floor(dx * cos + dy * sin + modules.size / 2);
      const w = Math.floor(dy * cos - dx * sin + modules.size / 2);
      const quiet = 4;
      if (Math.min(u, w) < -quiet || Math.max(u, w) >= modules.size + quiet) continue;
      const inside = u >= 0 && w >= 0 && u < modules.size && w < modules.size;
      const dark = inside && modules.data[w * modules.size + u];
      data.fill(dark ? 20 : 245, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return jpeg.encode({ width: size, height: size, data }, 60).data;
}
