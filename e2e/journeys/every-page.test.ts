import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../server/demo/accounts.ts';
import {
  expectNoSideways,
  expectReadable,
  hasBrowser,
  launch,
  pc,
  phone,
  type Reader,
  reader,
  signIn,
} from '../browser.ts';
import { type Program, startProgram } from '../program.ts';

const SHOTS = process.env.SHOTS === '1';
const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
const basic = `tu-dau-ra?chi-tieu=citizens_basic&thang=${month}`;

/** Who reads what. A path that begins with `first:` is the first such link on the page before it. */
const readers: Record<string, string[]> = {
  nobody: ['/dang-nhap'],
  'canbo.phuong': [
    '/ke-hoach/16681',
    '/ke-hoach/16681.03',
    '/ke-hoach/16681/chi-tieu',
    `/ke-hoach/16681/${basic}`,
    `/ke-hoach/16681.03/${basic}`,
    'first:/ke-hoach/16681.03/tu-dau-ra/nguoi/',
    'first:/minh-chung/',
    '/buoi-hoc',
    '/buoi-hoc/moi?unit=16681.03',
    '/gia-dinh/moi',
    '/nguoi',
    'first:/nguoi/',
    '/quan-tri',
    '/don-vi/16681',
    '/mat-khau',
  ],
  'canbo.trunguong': ['/ke-hoach/VN', `/ke-hoach/VN/${basic}`, '/buoi-hoc', 'first:/buoi-hoc/'],
  quantri: ['/quan-tri', '/quan-tri/may', '/quan-tri/danh-muc'],
  'nguoidan.hoa': ['/hom-nay', '/hom-nay/viec-da-hoc'],
};

let program: Program;
let browser: Browser;
let seconds = 0;

beforeAll(async () => {
  if (!hasBrowser) return;
  const since = performance.now();
  program = await startProgram(['--demo']);
  seconds = (performance.now() - since) / 1000;
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await program?.remove();
});

async function enter(username: string, options = {}): Promise<Reader> {
  const someone = await reader(browser, program.address, options);
  if (username !== 'nobody')
    await signIn(someone, program.address, { username, password: DEMO_PASSWORD });
  return someone;
}

/** Opens a page of the list above. */
async function open({ page }: Reader, path: string): Promise<void> {
  if (!path.startsWith('first:')) {
    const answer = await page.goto(program.address + path);
    expect(answer?.status(), path).toBe(200);
    return;
  }
  const link = page.locator(`main a[href^="${path.slice(6)}"]:not([href$="/moi"])`).first();
  await page.goto(program.address + (await link.getAttribute('href')));
}

async function shot(page: Page, name: string): Promise<void> {
  const file = name.replace(/[^a-z0-9.]+/gi, '_');
  await page.screenshot({ path: `shots/${file}.png`, fullPage: true });
}

test.skipIf(!hasBrowser)(
  'the demonstration is built and served within a minute and a half, and adds up',
  () => {
    expect(seconds).toBeLessThan(90);
    process.stderr.write(`demonstration: ${seconds.toFixed(1)} s from start to address\n`);
  },
);

for (const [username, paths] of Object.entries(readers)) {
  describe.skipIf(!hasBrowser)(`what ${username} reads`, () => {
    test.each([
      { look: 'light', size: '1' },
      { look: 'dark', size: '1' },
      { look: 'light', size: '3' },
    ] as const)(
      'is readable on phone and PC ($look, size $size)',
      async ({ look, size }) => {
        const someone = await enter(username, { colorScheme: look });
        const { page, troubles } = someone;
        await page.goto(`${program.address}/?co=${size}`);
        for (const path of paths) {
          await open(someone, path);
          for (const viewport of [phone, pc]) {
            await page.setViewportSize(viewport);
            const what = `${path} ${look} ${size} ${viewport.width}`;
            await expectNoSideways(page, what);
            if (size === '1') await expectReadable(page, what, look === 'dark');
            if (SHOTS) await shot(page, `${username}${path}-${look}-${size}-${viewport.width}`);
          }
        }
        expect(troubles).toEqual([]);
        await someone.context.close();
      },
      240_000,
    );

    test('is there in English too', async () => {
      const someone = await enter(username);
      await someone.page.goto(`${program.address}/?lang=en`);
      for (const path of paths) {
        await open(someone, path);
        const lang = await someone.page.locator('html').getAttribute('lang');
        const around = await someone.page
          .locator('header, nav, h1, h2, th, label, button')
          .allInnerTexts();
        expect(lang).toBe('en');
        const left = around
          .join(' ')
          .match(/Kế hoạch|Lưu|Đăng nhập|Buổi học|Người học|Tháng|Họ và tên|Thêm/g);
        expect(left, path).toBeNull();
      }
      await someone.context.close();
    }, 120_000);
  });
}

test.skipIf(!hasBrowser)(
  'a sheet is filled in and saved by keyboard alone',
  async () => {
    const someone = await enter('nobody');
    const { page } = someone;
    await page.goto(`${program.address}/dang-nhap`);
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 400; i++) {
        await page.keyboard.press('Tab');
        if (
          await page.evaluate<boolean>(
            `document.activeElement.matches(${JSON.stringify(selector)})`,
          )
        )
          return;
      }
      throw new Error(`the keyboard never reached ${selector}`);
    };
    await tabTo('[name=username]');
    await page.keyboard.type('canbo.xom3');
    await tabTo('[name=password]');
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/dang-nhap');
    await page.goto(`${program.address}/buoi-hoc`);
    const saved = page
      .locator('li', { hasText: 'việc tự làm được' })
      .locator('a[href^="/buoi-hoc/"]');
    await page.goto(program.address + (await saved.first().getAttribute('href')));
    await tabTo('li.card input[type=checkbox]:not(:checked)');
    await page.keyboard.press('Space');
    await tabTo('.btn.main');
    await page.keyboard.press('Enter');
    await page.waitForURL(/da-luu/);
    await someone.context.close();
  },
  120_000,
);

test.skipIf(!hasBrowser)(
  'paper shows the sheet and the plan without what is only for the screen',
  async () => {
    const someone = await enter('canbo.phuong');
    const { page } = someone;
    for (const path of ['/ke-hoach/16681', '/buoi-hoc', 'first:/buoi-hoc/']) {
      await open(someone, path);
      await page.emulateMedia({ media: 'print' });
      for (const part of ['header.hd', 'nav.nav', 'footer.ft'])
        expect(await page.locator(part).first().isVisible(), `${path} ${part}`).toBe(false);
      await page.emulateMedia({ media: 'screen' });
    }
    await someone.context.close();
  },
);
