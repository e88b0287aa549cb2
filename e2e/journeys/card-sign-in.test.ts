import { expect, test } from 'vitest';
import { expectNoSideways, expectReadable, hasBrowser, phone, reader } from '../browser.ts';
import { openDesk } from '../desk.ts';
import { makeCard, openPhone, touch } from '../phone.ts';

const desk = openDesk();
const pictures = ['Ngôi nhà', 'Hoa sen', 'Con thuyền'];

test.skipIf(!hasBrowser)(
  'without JavaScript a learner comes in by a photograph of the card and three pictures; a lost card opens nothing',
  async () => {
    const { address } = desk.program;
    const { page: table } = desk.officer;
    const card = await makeCard(desk.officer, address, { name: /^Nguyễn Thị Hoa, 1963/ });
    await expectReadable(table, 'cards to print');
    await table.goto(`${address}/nguoi/the?xom=16681.03`);
    await expectReadable(table, 'cards');
    const someone = await reader(desk.browser, address, {
      javaScriptEnabled: false,
      viewport: phone,
    });
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

    await table
      .getByLabel('Số thẻ', { exact: true })
      .selectOption({ label: `Nguyễn Thị Hoa, ${card.number}` });
    await table.getByLabel('Vì sao').selectOption('lost');
    await table.getByRole('button', { name: 'Thôi dùng thẻ này' }).click();
    await table.getByText('Thẻ này không dùng được nữa.').waitFor();
    await show();
    await page.getByText('Thẻ này không dùng nữa. Xin thẻ mới ở xóm.').waitFor();
  },
  180_000,
);

test.skipIf(!hasBrowser)(
  'from the card to the first lesson in six touches, nothing typed; by keyboard alone as well',
  async () => {
    const { address } = desk.program;
    const card = await makeCard(desk.officer, address, { name: /^Phạm Văn Bình/ });
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
