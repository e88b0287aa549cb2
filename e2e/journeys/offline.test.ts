import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectNoSideways, expectReadable, hasBrowser } from '../browser.ts';
import { surviveCuts } from '../cuts.ts';
import { openDesk } from '../desk.ts';
import {
  allSent,
  comeBack,
  comeIn,
  expectOnce,
  learnNext,
  makeCard,
  openPhone,
  storeOf,
} from '../phone.ts';
import { startProgram } from '../program.ts';

const desk = openDesk();
const pictures = ['Ngôi nhà', 'Hoa sen', 'Con thuyền'];

test.skipIf(!hasBrowser)(
  'Bác Hoa learns three lessons without a network, closes the browser, opens it again; each act arrives once',
  async () => {
    const { address, dataDir } = desk.program;
    const card = await makeCard(desk.officer, address, { name: /^Nguyễn Thị Hoa, 1963/ });
    const phone = await openPhone();
    const { page } = phone;
    await comeIn(phone, address, { photo: card.photo, pictures });
    await page.getByText('Đã tải về máy').waitFor();
    await expect.poll(async () => (await storeOf(phone)).lessons, { timeout: 30_000 }).toBe(3);
    await expect.poll(async () => (await storeOf(phone)).caches).toContain('/may/');

    await phone.context.setOffline(true);
    for (let lesson = 0; lesson < 3; lesson += 1) await learnNext(phone);
    const { waiting } = await storeOf(phone);
    expect(waiting.length).toBeGreaterThanOrEqual(3);
    await page
      .getByText(`Không có mạng. Đã lưu trên máy ${waiting.length} việc, sẽ gửi khi có mạng.`)
      .waitFor();
    await expectReadable(page, 'home without a network');
    await expectNoSideways(page, 'home without a network');
    await phone.context.close();
    // Not only the line: nobody is there to answer either.
    await desk.program.end();

    const again = await openPhone(phone.folder, true);
    await comeBack(again, address, { name: 'Thị Hoa', pictures });
    await again.page.getByText('Chờ gửi').first().waitFor();
    expect((await storeOf(again)).waiting.sort()).toEqual(waiting.sort());
    await again.page.goto(`${address}/may/#doi`);
    await again.page
      .getByText(/^Học xong: /)
      .first()
      .waitFor();
    await expectReadable(again.page, 'what waits');

    desk.program = await startProgram(['--port', new URL(address).port], dataDir);
    expect(desk.program.address).toBe(address);
    await again.context.setOffline(false);
    await again.page.evaluate('dispatchEvent(new Event("online"))');
    await allSent(again);
    expect((await storeOf(again)).waiting).toEqual([]);
    await expectOnce(desk.program, waiting);
    expect(again.troubles).toEqual([]);
    await again.context.close();
    await rm(phone.folder, { recursive: true, force: true });
  },
  240_000,
);

test.skipIf(!hasBrowser)(
  'with the line broken at five random moments nothing is lost and nothing is there twice',
  () => surviveCuts(5),
  300_000,
);

test.skipIf(!hasBrowser)(
  'the whole app weighs at most 70 KB, and is installed as one',
  async () => {
    const get = async (path: string) => (await fetch(desk.program.address + path)).text();
    const page = await get('/may/');
    const files = [...page.matchAll(/(?:src|href)="(\/_app\/[^"]+)"/g)].map(
      (found) => found[1] ?? '',
    );
    expect(files).toHaveLength(2);
    const texts = [page, await get('/may/sw.js'), ...(await Promise.all(files.map(get)))];
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
    expect(bytes).toBeLessThan(70_000);
    const manifest = JSON.parse(await get('/may/manifest.webmanifest'));
    expect(manifest).toMatchObject({ start_url: '/may/', scope: '/may/', display: 'standalone' });
  },
);
