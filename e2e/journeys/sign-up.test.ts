import { skills } from '@suotdoi/core/standing/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launch, phone, type Reader, reader, signIn } from '../browser.ts';
import { enterDemo, startDemo } from '../demo.ts';
import type { Program } from '../program.ts';

const PASSWORD = 'con thuyền trên sông Lam';
const enough = [
  ...skills.filter((s) => s.essential),
  ...skills.filter((s) => !s.essential).slice(0, 6),
];
const yesterday = new Date(Date.now() - 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

let program: Program;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  program = await startDemo();
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await program?.remove();
});

async function officer(username: string): Promise<Reader> {
  const someone = await reader(browser, program.address);
  await enterDemo(someone, program.address, username);
  return someone;
}

/** Somebody alone with a phone that runs no scripts: from the sign-in page to the end. */
async function signUp(name: string, year: string): Promise<Reader & { username: string }> {
  const someone = await reader(browser, program.address, {
    viewport: phone,
    javaScriptEnabled: false,
  });
  const { page } = someone;
  await page.goto(`${program.address}/dang-nhap`);
  await page.getByRole('link', { name: /Tự đăng ký/ }).click();
  await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Nghệ An' });
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByLabel('Xã, phường').selectOption('16681');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByLabel('Xóm, khối').selectOption('16681.03');
  await page.getByLabel('Họ và tên').fill(name);
  await page.getByLabel('Năm sinh').fill(year);
  await page.getByLabel('Bác', { exact: true }).check();
  await page.getByLabel('Mật khẩu tự đặt').fill('matkhau123');
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
  // Told beside the field; what was typed stays.
  expect(await page.getByRole('alert').innerText()).toContain('đánh dấu ô đồng ý');
  someone.troubles.length = 0;
  await page.getByLabel(/Đã đọc, đồng ý/).check();
  await page.getByLabel('Mật khẩu tự đặt').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
  await page.waitForURL(/cho-xac-nhan/);
  expect(await page.locator('h1').innerText()).toBe('Bác đang chờ xác nhận');
  return { ...someone, username: await page.locator('.name').innerText() };
}

async function family(page: Page, names: readonly string[]): Promise<void> {
  await page.goto(`${program.address}/gia-dinh/moi`);
  const villages = page.locator('select[name=unit]');
  if ((await villages.locator('option').count()) > 1) await villages.selectOption('16681.03');
  for (const [i, name] of names.entries()) {
    await page.locator(`[name="members.${i}.name"]`).fill(name);
    await page.locator(`[name="members.${i}.birthYear"]`).fill(String(1955 + i));
  }
  await page.getByRole('button', { name: 'Lưu gia đình' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/moi'));
}

async function openSession(page: Page): Promise<void> {
  await page.goto(`${program.address}/buoi-hoc/moi?unit=16681.03`);
  await page.locator('[name=day]').fill(yesterday);
  await page.locator('[name=time]').fill('19:00');
  await page.locator('[name=topic]').fill('Dùng điện thoại');
  for (const details of await page.locator('#skills details').all())
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  for (const { code } of enough) await page.locator(`[name=skills][value="${code}"]`).check();
  await page.getByRole('button', { name: 'Mở buổi học', exact: true }).click();
  await page.waitForURL(/\/buoi-hoc\/[0-9a-f-]{36}/);
}

describe.skipIf(!hasBrowser)('somebody signs up alone', () => {
  test('and is confirmed in a session: the evening counts, and stands in their record', async () => {
    const bay = await signUp('Cao Thị Bảy', '1958');
    expect(bay.username).toBe('bay1958');
    await bay.page.goto(`${program.address}/hom-nay`);
    expect(new URL(bay.page.url()).pathname).toBe('/cho-xac-nhan');

    const { page, troubles } = await officer('hdv.thu');
    await openSession(page);
    await page.getByRole('button', { name: 'Xác nhận và cho vào buổi Cao Thị Bảy' }).click();
    const card = page.locator('li.card', { hasText: 'Cao Thị Bảy' });
    for (const { code } of enough)
      await card.locator(`input[type=checkbox][value="${code}"]`).check();
    await page.getByRole('button', { name: 'Lưu buổi học' }).click();
    await page.waitForURL(/da-luu/);
    expect(troubles).toEqual([]);

    await bay.page.goto(program.address);
    expect(await bay.page.locator('h1').innerText()).toBe('Chào bác Bảy');
    await bay.page.getByRole('link', { name: 'Hồ sơ' }).click();
    const record = () => bay.page.reload().then(() => bay.page.locator('main').innerText());
    await expect.poll(record, { timeout: 6000 }).toContain('Đủ kỹ năng số cơ bản');
    const told = await record();
    expect(told).toContain('Người chỉ: Lê Thị Thu');
    expect(told).toContain('Tính vào kỹ năng số cơ bản');
    await bay.page.getByRole('link', { name: 'Gia đình' }).click();
    expect(await bay.page.locator('main').innerText()).toContain('Chưa ghi vào gia đình nào');
    expect(bay.troubles).toEqual([]);
    await bay.context.close();
  });

  test('who was on a list already is recognised: one person, in their family', async () => {
    const { page, troubles } = await officer('canbo.xom3');
    await family(page, ['Bùi Thị Sáu', 'Cao Văn Sửu']);
    const sau = await signUp('Bùi Thị Sáu', '1956');
    await page.goto(`${program.address}/nguoi`);
    await page.getByRole('link', { name: 'Chờ xác nhận' }).click();
    const row = page.locator('main li', { hasText: 'Có thể là người đã ghi trước' }).first();
    await row.getByRole('button', { name: 'Đúng là người này' }).click();
    expect(await page.locator('.note.ok').innerText()).toContain('Không ghi thêm người nào');
    await page.goto(`${program.address}/nguoi?tim=bui+thi+sau`);
    expect(await page.locator('main').getByText('Bùi Thị Sáu').count()).toBe(1);
    await page.getByRole('link', { name: 'Bùi Thị Sáu' }).click();
    await page.getByRole('link', { name: 'Xem trang gia đình' }).click();
    expect(await page.locator('main').innerText()).toContain('Đã làm được 0 trên');

    await sau.page.goto(`${program.address}/gia-dinh`);
    const seen = await sau.page.locator('main').innerText();
    expect(seen).toContain('Cao Văn Sửu');
    expect(seen.match(/Còn thiếu/g)?.length).toBeGreaterThan(1);
    expect(troubles).toEqual([]);

    // And offers to help; the commune makes them an instructor.
    await sau.page.goto(`${program.address}/ho-so`);
    await sau.page.getByRole('link', { name: 'Tôi muốn giúp' }).click();
    await sau.page.getByLabel('Chủ nhật').check();
    await sau.page.getByRole('button', { name: 'Ghi tên giúp' }).click();
    expect(await sau.page.locator('.note.ok').innerText()).toContain('Đã ghi');
    const commune = await officer('canbo.phuong');
    await commune.page.goto(`${program.address}/nguoi/tinh-nguyen`);
    const offer = commune.page.locator('main li', { hasText: 'Bùi Thị Sáu' });
    expect(await offer.innerText()).toContain('Chủ nhật');
    await offer.locator('summary').click();
    await offer.getByRole('button', { name: 'Giao việc hướng dẫn' }).click();
    expect(await commune.page.locator('.note.ok').innerText()).toContain('Xóm 3');
    await sau.page.goto(program.address);
    expect(await sau.page.getByRole('link', { name: 'Buổi học' }).count()).toBeGreaterThan(0);
    expect([...sau.troubles, ...commune.troubles]).toEqual([]);
    await sau.context.close();
  });

  test('who forgot the password gets a temporary one and must change it before anything else', async () => {
    const { page } = await officer('canbo.phuong');
    await page.goto(`${program.address}/quan-tri?don-vi=16681.03`);
    await page.getByRole('link', { name: 'Quên mật khẩu, mất máy (Lê Thị Thu)' }).click();
    await page.getByRole('button', { name: 'Đặt mật khẩu tạm' }).click();
    const password = await page.locator('.note.ok dd').last().innerText();
    const thu = await reader(browser, program.address, { javaScriptEnabled: false });
    await signIn(thu, program.address, { username: 'hdv.thu', password });
    await thu.page.goto(`${program.address}/buoi-hoc`);
    expect(new URL(thu.page.url()).pathname).toBe('/mat-khau');
    await thu.page.getByLabel('Mật khẩu đang dùng').fill(password);
    await thu.page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await thu.page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await thu.page.goto(`${program.address}/buoi-hoc`);
    expect(new URL(thu.page.url()).pathname).toBe('/buoi-hoc');
    expect(thu.troubles).toEqual([]);
    await thu.page.goto(`${program.address}/mat-khau#moi-may`);
    await thu.page.getByRole('dialog').getByRole('button').click();
    expect(await thu.page.locator('.note.ok').innerText()).toContain('mọi máy');
    await thu.page.goto(`${program.address}/buoi-hoc`);
    expect(new URL(thu.page.url()).pathname).toBe('/dang-nhap');
  });
});
