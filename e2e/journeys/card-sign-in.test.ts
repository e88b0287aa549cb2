import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectNoSideways,
  expectReadable,
  hasBrowser,
  launch,
  phone,
  type Reader,
  reader,
} from '../browser.ts';
import { enterDemo, startDemo } from '../demo.ts';
import { makeCard, openPhone, touch } from '../phone.ts';
import type { Program } from '../program.ts';

let program: Program;
let browser: Browser;
let officer: Reader;
const pictures = ['Ngôi nhà', 'Hoa sen', 'Con thuyền'];

beforeAll(async () => {
  if (!hasBrowser) return;
  program = await startDemo();
  browser = await launch();
  officer = await reader(browser, program.address);
  await enterDemo(officer, program.address, 'canbo.phuong');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await program?.remove();
});

test.skipIf(!hasBrowser)(
  'without JavaScript a learner comes in by a photograph of the card and three pictures; a lost card opens nothing',
  async () => {
    const { address } = program;
    const { page: desk } = officer;
    const card = await makeCard(officer, address, { name: /^Nguyễn Thị Hoa, 1963/ });
    await expectReadable(desk, 'cards to print');
    await desk.goto(`${address}/nguoi/the?xom=16681.03`);
    await expectReadable(desk, 'cards');
    const someone = await reader(browser, address, { javaScriptEnabled: false, viewport: phone });
    const { page } = someone;
    const show = async () => {
      await page.goto(`${address}/dang-nhap/the`);
      await page.getByLabel('Chụp mã trên thẻ').setInputFiles(card.photo);
      await page.getByRole('button', { name: 'Đọc thẻ' }).click();
    };
    await show();
    await page.getByRole('button', { name: 'Ngôi nhà' }).waitFor();
    await touch(page, pictures);
    if (await page.getByRole('heading', { name: 'Chọn lại đúng ba hình ấy' }).count()) {
      await touch(page, pictures);
    }
    await page.waitForURL(/\/hom-nay$/);
    await page.getByRole('button', { name: 'Đăng xuất' }).last().click();

    await desk
      .getByLabel('Số thẻ', { exact: true })
      .selectOption({ label: `Nguyễn Thị Hoa, ${card.number}` });
    await desk.getByLabel('Vì sao').selectOption('lost');
    await desk.getByRole('button', { name: 'Thôi dùng thẻ này' }).click();
    await desk.getByText('Thẻ này không dùng được nữa.').waitFor();
    await show();
    await page.getByText('Thẻ này không dùng nữa. Xin thẻ mới ở xóm.').waitFor();
  },
  180_000,
);

test.skipIf(!hasBrowser)(
  'from the card to the first lesson in six touches, nothing typed; by keyboard alone as well',
  async () => {
    const { address } = program;
    const card = await makeCard(officer, address, { name: /^Phạm Văn Bình/ });
    const first = await openPhone();
    let touches = 0;
    const { page } = first;
    await page.goto(`${address}/may/`);
    const press = async (name: string, role: 'link' | 'button') => {
      const target = page.getByRole(role, { name, exact: true });
      await target.focus();
      await page.keyboard.press('Enter');
      touches += 1;
    };
    await press('Đưa thẻ QR trước máy ảnh', 'link');
    await page.locator('input[type=file]').setInputFiles(card.photo);
    touches += 1;
    await page.getByRole('button', { name: 'Ngôi nhà' }).waitFor();
    for (const name of pictures) await press(name, 'button');
    // The first time the three are chosen twice; the touches counted are those of every other time.
    if (await page.getByRole('heading', { name: 'Chọn lại đúng ba hình ấy' }).count()) {
      await touch(page, pictures);
    }
    await page.getByText('Đã tải về máy').waitFor();
    await press('Học tiếp', 'link');
    await page.getByRole('heading', { name: 'Vì sao nên học' }).waitFor();
    expect(touches).toBe(6);
    await expectReadable(page, 'a lesson');
    await page.goto(`${address}/may/#khoa`);
    await page.getByRole('heading', { name: 'Tất cả bài học' }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectReadable(page, 'all lessons, dark', true);
    await page.evaluate('document.documentElement.dataset.co = "3"');
    await expectNoSideways(page, 'all lessons, very large');
    expect(first.troubles).toEqual([]);
    await first.context.close();
  },
  180_000,
);
