import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@suotdoi/core/ground';
import { runningUrl } from '@suotdoi/db/embedded';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { executablePath, phone, type Reader } from './browser.ts';
import type { Program } from './program.ts';

/** A phone whose storage outlives its browser. */
export interface Phone {
  readonly folder: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly troubles: string[];
}

/** Opens the browser of a phone; the same folder is the same phone. */
export async function openPhone(folder?: string, offline = false): Promise<Phone> {
  const kept = folder ?? (await mkdtemp(join(tmpdir(), 'suotdoi-phone-')));
  const context = await chromium.launchPersistentContext(kept, {
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    viewport: phone,
    locale: 'vi-VN',
    offline,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  return { folder: kept, context, page, troubles };
}

/** An officer makes a card for somebody of the village; the picture is what a camera would see. */
export async function makeCard(
  { page }: Reader,
  address: string,
  { name, kind }: { name: RegExp; kind?: 'household' | 'spare' },
): Promise<{ photo: string; number: string }> {
  await page.goto(`${address}/nguoi/the?xom=16681.03`);
  if (kind === 'spare') await page.getByLabel('Thêm mấy thẻ để sẵn').fill('1');
  else {
    const group = kind === 'household' ? 'Gia đình' : 'Người trong xóm';
    await page.getByRole('group', { name: group }).getByLabel(name).first().check();
  }
  await page.getByRole('button', { name: 'Làm thẻ và in' }).click();
  const photo = join(await mkdtemp(join(tmpdir(), 'suotdoi-card-')), 'card.png');
  await page.locator('svg.qr').last().screenshot({ path: photo });
  const text = await page.locator('.a4 li').last().innerText();
  return { photo, number: /\d{3} \d{3} \d{3}/.exec(text)?.[0] ?? '' };
}

export async function touch(page: Page, pictures: readonly string[]): Promise<void> {
  for (const name of pictures) await page.getByRole('button', { name, exact: true }).click();
}

/** A photograph of the card, then three pictures; twice where they are chosen for the first time. */
export async function comeIn(
  { page }: Phone,
  address: string,
  card: { photo: string; member?: string; pictures: readonly string[] },
): Promise<void> {
  await page.goto(`${address}/may/#the`);
  await page.locator('input[type=file]').setInputFiles(card.photo);
  if (card.member) await page.getByRole('button', { name: card.member }).click();
  await page.getByRole('button', { name: 'Ngôi nhà' }).waitFor();
  await touch(page, card.pictures);
  const inside = page.getByRole('button', { name: 'Xong, ra' });
  const twice = page.getByRole('heading', { name: 'Chọn lại đúng ba hình ấy' });
  await inside.or(twice).waitFor();
  if (await twice.count()) await touch(page, card.pictures);
  await page.getByRole('button', { name: 'Xong, ra' }).waitFor();
}

/** Comes back by the three pictures. */
export async function comeBack(
  { page }: Phone,
  address: string,
  who: { name: string; pictures: readonly string[] },
): Promise<void> {
  await page.goto(`${address}/may/`);
  await page.getByRole('button', { name: who.name }).click();
  await touch(page, who.pictures);
  await page.getByRole('button', { name: 'Xong, ra' }).waitFor();
}

/** Takes the first course along, its size said first. */
export async function takeCourse({ page }: Phone, address: string): Promise<void> {
  await page.goto(`${address}/may/#khoa`);
  await page
    .getByRole('button', { name: /^Tải về máy \d+ bài, \d+ KB/ })
    .first()
    .click();
  await page.getByText('Cả khoá đã tải về máy').first().waitFor({ timeout: 60_000 });
  await page.goto(`${address}/may/#hom-nay`);
}

/** Learns the next lesson to its end, saying “Chưa biết” to its questions: four acts. */
export async function learnNext({ page }: Phone): Promise<void> {
  await page.getByRole('link', { name: 'Học tiếp' }).click();
  for (let part = 2; part <= 4; part += 1) {
    await page.getByRole('button', { name: new RegExp(`^Sang phần ${part}`) }).click();
  }
  for (const unsure of await page.getByLabel('Chưa biết').all()) await unsure.check();
  await page.getByRole('button', { name: 'Xem kết quả' }).click();
  for (let part = 5; part <= 6; part += 1) {
    await page.getByRole('button', { name: new RegExp(`^Sang phần ${part}`) }).click();
  }
  await page.getByRole('button', { name: 'Học xong bài này' }).click();
  await page.getByText('Đã lưu trên máy. Có mạng sẽ tự gửi').waitFor();
  await page.getByRole('link', { name: 'Về Hôm nay', exact: true }).last().click();
  await page.getByRole('heading', { name: 'Vừa học trên máy này' }).waitFor();
}

/** What of the phone's store is readable without a key, as text (lessons, which are everybody's, apart), and what its caches hold. */
export function storeOf({
  page,
}: Phone): Promise<{ waiting: string[]; lessons: number; all: string; caches: string[] }> {
  return page.evaluate(readStore) as never;
}

// A text, because it runs in the browser.
const readStore = `(async () => {
  const db = await new Promise((done, failed) => {
    const asked = indexedDB.open('suotdoi-may');
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const read = (store, what) => new Promise((done) => {
    const asked = db.transaction(store).objectStore(store)[what]();
    asked.onsuccess = () => done(asked.result);
  });
  const bytes = (value) => value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value)
    : value instanceof Uint8Array ? new TextDecoder('latin1').decode(value)
    : value instanceof CryptoKey ? 'key:' + value.extractable : value;
  const text = (value) => JSON.stringify(value, (_, inner) => bytes(inner));
  const waiting = await read('waiting', 'getAllKeys');
  const lessons = (await read('lessons', 'getAllKeys')).length;
  const names = await read('kept', 'getAllKeys');
  const kept = (await read('kept', 'getAll')).filter((_, i) => !['catalogue', 'skills'].includes(names[i]));
  const all = text([kept, await read('holders', 'getAll'), await read('waiting', 'getAll')]);
  const cached = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) cached.push(new URL(request.url).pathname);
  db.close();
  return { waiting, lessons, all, caches: cached };
})()`;

/** Waits until everything is handed in. */
export async function allSent({ page }: Phone): Promise<void> {
  await page.getByText('Có mạng. Mọi việc đã gửi xong.').waitFor({ timeout: 60_000 });
}

/** How often each act is in the record. */
async function inRecord(
  { dataDir }: Program,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { db, close } = openDatabase((await runningUrl(dataDir)) ?? '', 1);
  const rows = await db
    .selectFrom('record.statement')
    .select(['id', (e) => e.fn.countAll<number>().as('n')])
    .where('id', 'in', [...ids])
    .groupBy('id')
    .execute()
    .finally(close);
  return new Map(rows.map(({ id, n }) => [id as string, Number(n)]));
}

export async function expectOnce(program: Program, ids: readonly string[]): Promise<void> {
  const found = await inRecord(program, ids);
  expect([...found.values()].every((n) => n === 1)).toBe(true);
  expect(found.size).toBe(ids.length);
}
