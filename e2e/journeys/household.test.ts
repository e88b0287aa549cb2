import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { expectNoSideways, expectReadable, hasBrowser } from '../browser.ts';
import { openDesk } from '../desk.ts';
import { allSent, comeIn, learnNext, makeCard, openPhone, storeOf, touch } from '../phone.ts';

const desk = openDesk();

const own = [
  ['Ngôi nhà', 'Hoa sen', 'Con thuyền'],
  ['Con cá', 'Mặt trời', 'Cây tre'],
  ['Cái trống', 'Xe đạp', 'Con gà'],
] as const;

test.skipIf(!hasBrowser)(
  'three of a family share a phone: each sees their own, and the phone tells nothing without pictures',
  async () => {
    const { address } = desk.program;
    const card = await makeCard(desk.officer, address, { name: /^Cao Xuân Đệ/, kind: 'household' });
    const phone = await openPhone();
    const { page } = phone;
    await page.goto(`${address}/may/#the`);
    await page.locator('input[type=file]').setInputFiles(card.photo);
    await page.getByRole('heading', { name: 'Hôm nay ai học?' }).waitFor();
    const members = (await page.locator('.who .btn').allInnerTexts()).map((name) => name.trim());
    const three = members.slice(0, 3);
    expect(three).toHaveLength(3);
    for (const [i, member] of three.entries()) {
      await page.goto(`${address}/may/`);
      await page.reload();
      await comeIn(phone, address, { photo: card.photo, member, pictures: own[i] ?? [] });
      await page.getByText('Đã tải về máy').waitFor();
      if (i === 0) {
        await phone.context.setOffline(true);
        await learnNext(phone);
        await phone.context.setOffline(false);
        await page.getByText('Đã học xong 1 bài.').waitFor();
      } else {
        await page.getByText('Đã học xong 0 bài.').waitFor();
        expect(await page.getByText('Vừa học trên máy này').count()).toBe(0);
      }
      await page.getByRole('button', { name: 'Xong, ra' }).click();
    }
    await page.getByRole('heading', { name: 'Hôm nay ai học?' }).waitFor();
    await expectReadable(page, 'the door of a family');
    await expectNoSideways(page, 'the door of a family');

    // Another's pictures do not open; the fifth wrong try makes the door wait.
    await page.getByRole('button', { name: three[0] ?? '' }).click();
    await touch(page, own[1]);
    await page.getByText('Chưa đúng ba hình').waitFor();
    await expectReadable(page, 'pictures');
    for (let i = 0; i < 5; i += 1) await touch(page, own[1]);
    await page.getByText(/Đợi \d+ phút rồi chọn lại/).waitFor();

    const store = await storeOf(phone);
    for (const member of members) expect(store.all).not.toContain(member.split(' ').at(-1));
    expect(store.all).not.toMatch(/16681|ky-nang-so-co-ban|MAY1/);
    expect(store.all).not.toContain('key:true');
    for (const path of store.caches) expect(path).toMatch(/^\/(may\/|_app\/immutable\/|icon\.svg)/);
    await phone.context.close();
    await rm(phone.folder, { recursive: true, force: true });
  },
  300_000,
);

test.skipIf(!hasBrowser)(
  'a tablet that many share forgets a learner once what they learnt is sent',
  async () => {
    const { address } = desk.program;
    const card = await makeCard(desk.officer, address, { name: /^Nguyễn Thị Hoa, 1963/ });
    const phone = await openPhone();
    const { page } = phone;
    await page.goto(`${address}/may/#may`);
    await page.getByLabel('Quên người học khi họ ra').check();
    await expectReadable(page, 'this phone');
    const pictures = own[0];
    await comeIn(phone, address, { photo: card.photo, pictures });
    await page.getByText('Đã tải về máy').waitFor();
    await phone.context.setOffline(true);
    await learnNext(phone);
    await page.getByRole('button', { name: 'Xong, ra' }).click();
    await page.getByRole('heading', { name: 'Học trên máy này' }).waitFor();
    expect((await storeOf(phone)).waiting.length).toBeGreaterThan(0);
    await phone.context.setOffline(false);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await allSent(phone);
    await expect.poll(() => page.evaluate(holders), { timeout: 20_000 }).toBe(0);
    await phone.context.close();
    await rm(phone.folder, { recursive: true, force: true });
  },
  240_000,
);

const holders = `new Promise((done) => {
  const asked = indexedDB.open('suotdoi-may');
  asked.onsuccess = () => {
    const count = asked.result.transaction('holders').objectStore('holders').count();
    count.onsuccess = () => { asked.result.close(); done(count.result); };
  };
})`;
