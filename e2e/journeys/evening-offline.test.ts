import { readFile, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { expectNoSideways, expectReadable, hasBrowser, pc } from '../browser.ts';
import { enterDemo } from '../demo.ts';
import { openDesk } from '../desk.ts';
import { allSent, makeCard, openPhone, type Phone, storeOf, touch } from '../phone.ts';

const desk = openDesk();
const pictures = ['Con trâu', 'Cây tre', 'Con thuyền'];

/** The instructor signs in on the ordinary pages, then prepares the phone while there is a network. */
async function prepare(phone: Phone): Promise<void> {
  const { page, context, troubles } = phone;
  await enterDemo({ page, context, troubles }, desk.program.address, 'hdv.thu');
  await page.goto(`${desk.program.address}/may/#the`);
  await page.getByRole('button', { name: 'Tôi đã đăng nhập, dùng máy này' }).click();
  await page.getByRole('button', { name: 'Ngôi nhà' }).waitFor();
  await touch(page, pictures);
  await page.getByRole('heading', { name: 'Chọn lại đúng ba hình ấy' }).waitFor();
  await touch(page, pictures);
  await page.getByRole('button', { name: 'Xong, ra' }).waitFor();
  await page
    .getByRole('button', { name: /^Tải danh sách/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Mở buổi học' }).waitFor();
}

async function begin({ page }: Phone): Promise<void> {
  await page.getByRole('link', { name: 'Mở buổi học' }).click();
  await page.getByLabel('Học ở đâu').fill('Nhà văn hoá xóm 3');
  await page
    .getByRole('group', { name: 'Tập những việc nào' })
    .getByRole('checkbox')
    .first()
    .check();
  await expectReadable(page, 'opening an evening');
  await page.getByRole('button', { name: 'Bắt đầu buổi học' }).click();
  await page.getByRole('heading', { name: 'Ai đến học' }).waitFor();
}

test.skipIf(!hasBrowser)(
  'the instructor holds an evening of ten without a network, in three touches a learner; it goes up once',
  async () => {
    const { address } = desk.program;
    const spare = await makeCard(desk.officer, address, { name: /./, kind: 'spare' });
    const phone = await openPhone();
    const { page } = phone;
    await prepare(phone);
    await phone.context.setOffline(true);
    await begin(phone);
    let touches = 0;
    for (let n = 0; n < 9; n += 1) {
      await page.locator('.who .btn').first().click();
      touches += 1;
      const row = page.locator('.sheet-row').nth(n);
      await row.waitFor();
      // Who was never asked is asked first.
      const agrees = row.getByRole('button', { name: 'Đồng ý', exact: true });
      if (await agrees.count()) {
        await agrees.click();
        touches += 1;
      }
      await row.getByRole('button', { name: /^Tự làm được cả/ }).click();
      touches += 1;
    }
    expect(touches).toBeLessThanOrEqual(27);
    await page.getByRole('button', { name: 'Thêm người mới' }).click();
    await page.getByLabel('Họ và tên').fill('Cao Thị Mới Đến');
    await page.getByLabel('Năm sinh').fill('1949');
    await page.getByLabel('Số thẻ đưa cho người này').fill(spare.number);
    await page.getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await page
      .locator('.sheet-row')
      .nth(9)
      .getByRole('button', { name: /^Tự làm được cả/ })
      .click();
    await page.getByText('Đủ 10 người').waitFor();
    await expectReadable(page, 'the sheet of an evening');
    await expectNoSideways(page, 'the sheet of an evening');

    // Closed in the middle: the draft is still there.
    await page.reload();
    await page.locator('.who .btn').first().click();
    await touch(page, pictures);
    await page.getByRole('link', { name: 'Làm tiếp buổi đang dở' }).click();
    expect(await page.locator('.sheet-row').count()).toBe(10);
    await page.getByRole('button', { name: 'Lưu buổi học' }).click();
    await page.getByRole('heading', { name: 'Phiếu cho người học' }).waitFor();
    expect(await page.getByText('Cao Thị Mới Đến').count()).toBe(1);
    await expectReadable(page, 'slips');
    expect((await storeOf(phone)).waiting).toHaveLength(1);

    await phone.context.setOffline(false);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await allSent(phone);
    const { page: table } = desk.officer;
    await table.setViewportSize(pc);
    await table.goto(`${address}/buoi-hoc?xom=16681.03`);
    const rows = table.getByText('Nhà văn hoá xóm 3, ').or(table.getByText('Nhà văn hoá xóm 3'));
    expect(await rows.count()).toBeGreaterThan(0);
    await table.goto(`${address}/nguoi?tim=Cao+Thi+Moi+Den`);
    expect(await table.getByRole('link', { name: 'Cao Thị Mới Đến' }).count()).toBe(1);
    expect(phone.troubles).toEqual([]);
    await phone.context.close();
    await rm(phone.folder, { recursive: true, force: true });
  },
  300_000,
);

test.skipIf(!hasBrowser)(
  'an evening leaves as a file for a centre without HTTPS: taken once, a changed one not at all',
  async () => {
    const { address } = desk.program;
    const phone = await openPhone();
    const { page } = phone;
    await prepare(phone);
    await phone.context.setOffline(true);
    await begin(phone);
    await page.locator('.who .btn').first().click();
    const row = page.locator('.sheet-row').first();
    const agrees = row.getByRole('button', { name: 'Đồng ý', exact: true });
    if (await agrees.count()) await agrees.click();
    await row.getByRole('button', { name: /^Tự làm được cả/ }).click();
    await page.getByRole('button', { name: 'Lưu buổi học' }).click();
    await page.getByRole('heading', { name: 'Phiếu cho người học' }).waitFor();
    await page.goto(`${address}/may/#doi`);
    await page.getByRole('button', { name: 'Lưu thành tệp để mang đi' }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^Tải tệp suotdoi-/ }).click(),
    ]);
    const path = await saved.path();
    const text = await readFile(path, 'utf8');
    const { page: table } = desk.officer;
    const hand = async (content: string) => {
      await table.goto(`${address}/buoi-hoc/tep`);
      await table.locator('input[type=file]').setInputFiles({
        name: 'suotdoi.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      });
      await table.getByRole('button', { name: 'Nhận tệp này' }).click();
    };
    await hand(text.replace('\\"alone\\"', '\\"helped\\"'));
    await table.getByText('Tệp này đã bị sửa').waitFor();
    await hand(text);
    await table.getByText('Đã ghi 1 trên 1 việc.').waitFor();
    await expectReadable(table, 'a file taken in');
    await hand(text);
    await table.getByText('Đã ghi 1 trên 1 việc.').waitFor();
    // The phone sends it too, and is told that all is well.
    await phone.context.setOffline(false);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await allSent(phone);
    await phone.context.close();
    await rm(phone.folder, { recursive: true, force: true });
  },
  300_000,
);
