import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectNoSideways,
  expectReadable,
  hasBrowser,
  launch,
  pc,
  phone,
  type Reader,
  reader,
} from '../browser.ts';
import { enterDemo, openPath, startDemo } from '../demo.ts';
import type { Program } from '../program.ts';

const SHOTS = process.env.SHOTS === '1';
const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
const basic = `tu-dau-ra?chi-tieu=citizens_basic&thang=${month}`;

/** Who reads what; for `first:` see `openPath`. */
const readers: Record<string, string[]> = {
  nobody: [
    '/dang-nhap',
    '/so-lieu',
    '/so-lieu/40',
    '/du-lieu-mo',
    '/dang-ky',
    '/dang-ky?tinh=40',
    '/dang-ky?xa=16681',
    '/bai-hoc/an-toan-tren-mang',
    '/bai-hoc/an-toan-tren-mang/ANTOAN1?phan=3',
    '/bai-hoc/an-toan-tren-mang/ANTOAN1?phan=4&xem=1',
  ],
  'canbo.phuong': [
    '/ke-hoach/16681',
    '/ke-hoach/16681.03',
    '/ke-hoach/16681/chi-tieu',
    '/ke-hoach/16681/chia?cach=people',
    '/ke-hoach/16681/chot',
    '/ke-hoach/16681/im-lang',
    '/ke-hoach/16681/con-mot-buoc',
    `/ke-hoach/16681/${basic}`,
    `/ke-hoach/16681.03/${basic}`,
    'first:/ke-hoach/16681.03/tu-dau-ra/nguoi/',
    'first:/minh-chung/',
    `/ke-hoach/16681.03/${basic.replace('citizens', 'families')}`,
    'first:/ke-hoach/16681.03/tu-dau-ra/tap-the/',
    '/buoi-hoc',
    '/buoi-hoc/moi?unit=16681.03',
    '/gia-dinh/moi',
    '/nguoi',
    'first:/nguoi/',
    'first:/gia-dinh/',
    '/nguoi/the?xom=16681.03',
    '/nguoi/the/in?xom=16681.03',
    '/buoi-hoc/tep',
    '/nguoi/cho-xac-nhan',
    '/nguoi/nhap',
    '/nguoi/trung',
    'first:/nguoi/trung/',
    '/nguoi/tinh-nguyen',
    '/quan-tri',
    '/quan-tri/kenh?don-vi=16681&kenh=cong-an-xa',
    '/don-vi/16681',
    '/don-vi?tim=vinh',
    '/mat-khau',
  ],
  'canbo.trunguong': [
    '/bao-cao/VN?chon=40',
    '/ke-hoach/VN',
    `/ke-hoach/VN/${basic}`,
    '/buoi-hoc',
    'first:/buoi-hoc/',
  ],
  quantri: [
    '/quan-tri',
    '/quan-tri/may',
    '/quan-tri/danh-muc',
    '/quan-tri/danh-muc/vung-xa',
    '/don-vi?tim=TP. Vinh, Nam Định',
  ],
  'nguoidan.hoa': [
    '/hom-nay',
    '/hom-nay/viec-da-hoc',
    '/bai-hoc',
    '/gia-dinh',
    '/ho-so',
    '/muon-giup',
  ],
};

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

async function enter(username: string, options = {}): Promise<Reader> {
  const someone = await reader(browser, program.address, options);
  if (username !== 'nobody') await enterDemo(someone, program.address, username);
  return someone;
}

async function shot(page: Page, name: string): Promise<void> {
  const file = name.replace(/[^a-z0-9.]+/gi, '_');
  await page.screenshot({ path: `shots/${file}.png`, fullPage: true });
}

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
          await openPath(someone.page, program.address, path);
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
        await openPath(someone.page, program.address, path);
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
