import { skills } from '@suotdoi/core/standing/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectReadable, hasBrowser, launch, type Reader, reader, signIn } from '../browser.ts';
import { type Program, startProgram } from '../program.ts';

const PASSWORD = 'hoc chung mot mai nha';
const enough = [
  ...skills.filter((s) => s.essential),
  ...skills.filter((s) => !s.essential).slice(0, 6),
];

let program: Program;
let browser: Browser;
const accounts = {
  commune: { username: 'canbo.phuong', password: '' },
  province: { username: 'canbo.tinh', password: '' },
  nation: { username: 'canbo.tw', password: '' },
};

/** The first administrator comes by the printed link and makes an account for each level. */
async function administrator(): Promise<void> {
  const { page } = await reader(browser, program.address);
  const link = /\S+\/dang-nhap\/lan-dau\?ma=\S+/.exec(program.said())?.[0] ?? '';
  await page.goto(link);
  await expectReadable(page, 'the first sign-in');
  await page.getByLabel('Họ và tên').fill('Quản Trị Máy');
  await page.getByLabel('Tên đăng nhập').fill('quantri');
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  for (const [unit, role, who] of [
    ['VN', 'national_officer', accounts.nation],
    ['40', 'province_officer', accounts.province],
    ['16681', 'commune_officer', accounts.commune],
  ] as const) {
    await page.goto(`${program.address}/quan-tri?don-vi=${unit}`);
    const form = page.locator('form', {
      has: page.getByRole('heading', { name: 'Tài khoản mới' }),
    });
    await form.getByLabel('Họ và tên').fill('Trần Văn Lộc');
    await form.getByLabel('Tên đăng nhập').fill(who.username);
    await form.locator('select[name=role]').selectOption(role);
    const units = form.locator('select[name=unit]');
    if ((await units.count()) > 0) await units.selectOption(unit);
    await form.getByRole('button').click();
    who.password = await page.getByRole('status').locator('dd').last().innerText();
  }
}

beforeAll(async () => {
  if (!hasBrowser) return;
  program = await startProgram();
  browser = await launch();
  await administrator();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await program?.remove();
});

/** The number on the first card of a plan page. */
async function citizens(page: Page, unit: string): Promise<string> {
  await page.goto(`${program.address}/ke-hoach/${unit}`);
  return page.locator('.num').first().innerText();
}

async function expectSoon(page: Page, unit: string, figure: string): Promise<void> {
  await expect.poll(() => citizens(page, unit), { timeout: 5000, interval: 300 }).toBe(figure);
}

async function family(page: Page, names: readonly string[]): Promise<void> {
  await page.goto(`${program.address}/gia-dinh/moi`);
  await page.locator('select[name=unit]').selectOption('16681.03');
  for (const [i, name] of names.entries()) {
    await page.locator(`[name="members.${i}.name"]`).fill(name);
    await page.locator(`[name="members.${i}.birthYear"]`).fill(String(1960 + i));
    await page.locator(`[name="members.${i}.agreed"][value=yes]`).check({ force: true });
  }
  await page.getByLabel('Nói trực tiếp').check();
  await page.getByRole('button', { name: 'Lưu gia đình' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/moi'));
}

/** Opens a session of yesterday evening with these people and all skills needed; returns its address. */
async function session(page: Page, names: readonly string[], day: string): Promise<string> {
  await page.goto(`${program.address}/buoi-hoc/moi?unit=16681.03`);
  await page.locator('select[name=unit]').selectOption('16681.03');
  await page.locator('[name=day]').fill(day);
  await page.locator('[name=time]').fill('19:00');
  await page.locator('[name=topic]').fill('Dùng điện thoại');
  for (const details of await page.locator('fieldset#skills details, #skills details').all())
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  for (const { code } of enough) await page.locator(`[name=skills][value="${code}"]`).check();
  for (const name of names) await page.getByLabel(new RegExp(`^${name}`)).check();
  await page.getByRole('button', { name: 'Mở buổi học', exact: true }).click();
  await page.waitForURL(/\/buoi-hoc\/[0-9a-f-]{36}/);
  return page.url();
}

async function shows(page: Page, name: string, codes: readonly string[]): Promise<void> {
  const card = page.locator('li.card', { hasText: name });
  for (const code of codes) await card.locator(`input[type=checkbox][value="${code}"]`).check();
}

const yesterday = new Date(Date.now() - 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

describe.each([
  { javaScript: true, names: ['Nguyễn Thị Hoa', 'Phạm Văn Bình'] },
  { javaScript: false, names: ['Võ Thị Nhung', 'Cao Xuân Đệ'] },
])('an officer’s evening (JavaScript: $javaScript)', ({ javaScript, names }) => {
  const [able, helped] = names as [string, string];
  let officer: Reader;
  let sheet: string;

  test.skipIf(!hasBrowser)('reaches every plan within five seconds', async () => {
    officer = await reader(browser, program.address, { javaScriptEnabled: javaScript });
    const { page } = officer;
    await signIn(officer, program.address, accounts.commune);
    await family(page, names);
    sheet = await session(page, names, yesterday);
    await shows(
      page,
      able,
      enough.map((s) => s.code),
    );
    const card = page.locator('li.card', { hasText: helped });
    await card.locator('summary').click();
    await card.locator('select').first().selectOption('helped');
    await page.getByRole('button', { name: 'Lưu buổi học' }).click();
    await page.waitForURL(/da-luu/);
    expect(await page.locator('main').innerText()).toContain('24 việc');
    await expectSoon(page, '16681.03', '1');
    expect(await citizens(page, '16681')).toBe('1');
    expect(officer.troubles).toEqual([]);
  });

  test.skipIf(!hasBrowser)(
    'is found again from the nation’s figure, level by level, down to the statement',
    async () => {
      const above = await reader(browser, program.address, { javaScriptEnabled: javaScript });
      const { page } = above;
      await signIn(above, program.address, accounts.nation);
      expect(await citizens(page, 'VN')).toBe('1');
      await page
        .getByRole('link', { name: /từ đâu ra/ })
        .first()
        .click();
      for (const place of ['Nghệ An', 'Phường Thành Vinh', 'Xóm 3']) {
        expect(await page.locator('h1').innerText()).toMatch(/^1\s+người từ đâu ra/);
        expect(await page.content()).not.toContain(able);
        await page.getByRole('link', { name: place }).last().click();
      }
      await page
        .getByRole('link', { name: /Người học · mã/ })
        .first()
        .click();
      await page.locator('table a[href^="/minh-chung/"]').first().click();
      expect(await page.locator('pre').innerText()).toContain('"verb"');
      expect(await page.content()).not.toContain(able);
      await page.locator('main a[href^="/buoi-hoc/"]').first().click();
      expect(page.url()).toContain(new URL(sheet).pathname);
      expect(await page.content()).not.toContain(able);
      expect(above.troubles).toEqual([]);
      await above.context.close();
    },
  );

  test.skipIf(!hasBrowser)(
    'is the same figure for the province, which is shown nobody’s name',
    async () => {
      const above = await reader(browser, program.address, { javaScriptEnabled: javaScript });
      const { page } = above;
      await signIn(above, program.address, accounts.province);
      expect(await citizens(page, '40')).toBe('1');
      const seen = [await page.content()];
      await page
        .getByRole('link', { name: /từ đâu ra/ })
        .first()
        .click();
      for (const place of ['Phường Thành Vinh', 'Xóm 3', /Người học · mã/]) {
        expect(await page.locator('h1').innerText()).toMatch(/^1\s+người từ đâu ra/);
        seen.push(await page.content());
        await page.getByRole('link', { name: place }).last().click();
      }
      seen.push(await page.content());
      for (const name of names)
        for (const html of seen) expect(html.includes(name), name).toBe(false);
      expect(above.troubles).toEqual([]);
      await above.context.close();
    },
  );

  test.skipIf(!hasBrowser)(
    'is taken back where a mark was wrong, and the old act stays as voided',
    async () => {
      const { page } = officer;
      await page.goto(sheet);
      const card = page.locator('li.card', { hasText: able });
      await card.locator(`input[type=checkbox][value="${enough[0]?.code}"]`).uncheck();
      await page.getByRole('button', { name: 'Lưu buổi học' }).click();
      await page.waitForURL(/da-luu/);
      await expectSoon(page, '16681.03', '0');
      const province = await reader(browser, program.address, { javaScriptEnabled: javaScript });
      await signIn(province, program.address, accounts.province);
      expect(await citizens(province.page, '40')).toBe('0');
      await province.context.close();
      await officer.context.close();
    },
  );
});
