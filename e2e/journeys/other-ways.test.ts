import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../server/demo/accounts.ts';
import { hasBrowser, launch, phone, type Reader, reader } from '../browser.ts';
import { enterDemo, openPath, startDemo } from '../demo.ts';
import type { Program } from '../program.ts';

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

/** Presses Tab until what has the focus is this. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    if (await page.locator(':focus').evaluate((e, is) => e.matches(is), selector)) return;
  }
  throw new Error(`the keyboard never reached ${selector}`);
}

async function byKeyboard(page: Page, username: string): Promise<void> {
  await page.goto(`${program.address}/dang-nhap`);
  await tabTo(page, '[name=username]');
  await page.keyboard.type(username);
  await tabTo(page, '[name=password]');
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/dang-nhap');
}

test.skipIf(!hasBrowser)('a sheet is filled in and saved by keyboard alone', async () => {
  const { page, context } = await reader(browser, program.address);
  await byKeyboard(page, 'canbo.xom3');
  await page.goto(`${program.address}/buoi-hoc`);
  const saved = page.locator('li', { hasText: 'việc tự làm được' });
  await page.goto(
    program.address + (await saved.locator('a[href^="/buoi-hoc/"]').first().getAttribute('href')),
  );
  await tabTo(page, 'li.card input[type=checkbox]:not(:checked)');
  await page.keyboard.press('Space');
  await tabTo(page, '.btn.main');
  await page.keyboard.press('Enter');
  await page.waitForURL(/da-luu/);
  await context.close();
});

describe.skipIf(!hasBrowser).each([true, false])('a learner (JavaScript: %s)', (javaScript) => {
  let hoa: Reader;

  test('signs in on a phone and sees the day, with what she can do', async () => {
    hoa = await reader(browser, program.address, {
      viewport: phone,
      javaScriptEnabled: javaScript,
    });
    await enterDemo(hoa, program.address, 'nguoidan.hoa');
    expect(new URL(hoa.page.url()).pathname).toBe('/hom-nay');
    expect(await hoa.page.locator('h1').innerText()).toContain('Hoa');
    expect(await hoa.page.locator('main').innerText()).toMatch(/tự làm được \d+ trên 24 việc/);
  });

  test('opens her own acts, each with its day, and goes back', async () => {
    const { page } = hoa;
    await page.getByRole('main').getByRole('link', { name: 'từ đâu ra?' }).click();
    expect(new URL(page.url()).pathname).toBe('/hom-nay/viec-da-hoc');
    expect(await page.getByText('Tính vào kỹ năng số cơ bản').count()).toBeGreaterThan(0);
    expect(await page.locator('main').innerText()).toMatch(/Thứ .+, \d\d\/\d\d\/\d{4}/);
    await page.getByRole('link', { name: 'Về Hôm nay' }).click();
    expect(new URL(page.url()).pathname).toBe('/hom-nay');
  });

  test('is shown nobody else’s pages', async () => {
    for (const path of ['/nguoi', '/buoi-hoc/moi', '/quan-tri', '/ke-hoach/16681/chi-tieu']) {
      const answer = await hoa.page.goto(program.address + path);
      expect(answer?.status(), path).toBe(403);
    }
    await hoa.context.close();
  });
});

test.skipIf(!hasBrowser)(
  'paper shows the sheet and the plan without what is only for the screen',
  async () => {
    const someone = await reader(browser, program.address);
    const { page, context } = someone;
    await enterDemo(someone, program.address, 'canbo.phuong');
    for (const path of ['/ke-hoach/16681', '/buoi-hoc', 'first:/buoi-hoc/']) {
      await openPath(page, program.address, path);
      await page.emulateMedia({ media: 'print' });
      for (const part of ['header.hd', 'nav.nav', 'footer.ft'])
        expect(await page.locator(part).first().isVisible(), `${path} ${part}`).toBe(false);
      await page.emulateMedia({ media: 'screen' });
    }
    await context.close();
  },
);
