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
import { enterDemo, startDemo } from '../demo.ts';
import type { Program } from '../program.ts';
import { workbook } from '../workbook.ts';

const SHOTS = process.env.SHOTS === '1';
const old = (text: string) => text.normalize('NFD');

/** A list as it comes: titles, a heading of two rows, merged cells, decomposed text, a total. */
function list(year: string, word: string): Buffer {
  const empty = [null, null, null, null, null, null, null];
  return workbook(
    [
      ['UỶ BAN NHÂN DÂN PHƯỜNG THÀNH VINH', ...empty],
      [old('DANH SÁCH NHÂN KHẨU, lập tháng 11/2026'), ...empty],
      ['STT', 'Hộ số', 'Họ và tên', 'Năm sinh', null, 'Xóm', 'Quan hệ với chủ hộ', 'CCCD'],
      [null, null, null, 'Nam', old('Nữ'), null, null, null],
      ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
      [
        1,
        `${word} 1`,
        `NGUYỄN VĂN TƯ ${word}`.toLocaleUpperCase('vi'),
        '12/03/1958',
        null,
        'Xóm 3',
        'Chủ hộ',
        '040050001234',
      ],
      [2, null, old(`Trần Thị Năm ${word}`), null, 1960, null, 'vợ', null],
      [3, `${word} 2`, old(`Lê Văn Sáu ${word}`), year, null, 'Xóm 03', 'Chủ hộ', null],
      [null, 'Tổng cộng', { formula: 'COUNTA(C6:C8)', value: 3 }, ...empty.slice(2)],
      [null, null, 'Người lập biểu', ...empty.slice(2)],
    ],
    ['A1:H1', 'A2:H2', 'D3:E3', 'B6:B7', 'F6:F7'],
  );
}

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

/** Hands in a sheet for the whole commune; ends on its preview. */
async function handIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${program.address}/nguoi/nhap`);
  await page.getByLabel('Danh sách của nơi nào').selectOption('16681');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('Tệp danh sách').setInputFiles({ name, mimeType, buffer });
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.waitForURL(/\/nguoi\/nhap\/[0-9a-f-]{36}/);
}

/** What a line of the sheet will become, as the preview says it. */
function line(page: Page, n: number): Promise<string> {
  return page.locator('tr', { hasText: `Dòng ${n}` }).innerText();
}

async function found(page: Page, words: string): Promise<number> {
  await page.goto(`${program.address}/nguoi?tim=${encodeURIComponent(words)}`);
  return page.locator('main a.go').count();
}

async function looksRight(page: Page, what: string): Promise<void> {
  for (const viewport of [phone, pc]) {
    await page.setViewportSize(viewport);
    await expectNoSideways(page, `${what} ${viewport.width}`);
    if (SHOTS)
      await page.screenshot({ path: `shots/${what}-${viewport.width}.png`, fullPage: true });
  }
  await expectReadable(page, what);
}

describe.each([
  { javaScript: true, word: 'Ròm' },
  { javaScript: false, word: 'Rạng' },
])('a commune’s lists (JavaScript: $javaScript)', ({ javaScript, word }) => {
  const [head, wife] = [`Nguyễn Văn Tư ${word}`, `Trần Thị Năm ${word}`];
  const file = `Nhân khẩu ${word}.xlsx`;
  let officer: Reader;

  test.skipIf(!hasBrowser)(
    'a messy sheet says what is to be mended beside its cell, and waits where it can be found again',
    async () => {
      officer = await reader(browser, program.address, { javaScriptEnabled: javaScript });
      await enterDemo(officer, program.address, 'canbo.phuong');
      const { page } = officer;
      await page.goto(`${program.address}/gia-dinh/moi`);
      await page.locator('select[name=unit]').selectOption('16681.03');
      await page.locator('[name="members.0.name"]').fill(wife);
      await page.locator('[name="members.0.birthYear"]').fill('1960');
      await page.getByRole('button', { name: 'Lưu gia đình' }).click();

      await handIn(page, file, list('58', word));
      expect(await page.locator('main').innerText()).toContain('Còn 1 dòng cần sửa');
      expect(await line(page, 8)).toMatch(/58\s+Năm sinh phải có 4 chữ số/);
      expect(await line(page, 6)).toContain(`${head} (trong tệp: ${head.toLocaleUpperCase('vi')})`);
      expect(await line(page, 6)).toContain('3 số cuối: 234');
      expect(await line(page, 7)).toMatch(/1960[\s\S]*Xóm 3[\s\S]*Nguyễn Văn Tư[\s\S]*Trùng tên/);
      expect(await page.content()).not.toContain('040050001');
      if (javaScript) await looksRight(page, 'nhap-can-sua');

      await page.goto(`${program.address}/nguoi/nhap`);
      if (javaScript) await looksRight(page, 'nhap');
      const waiting = page.getByRole('link', { name: `Phường Thành Vinh, ${file}` });
      await waiting.click();
      await page.getByRole('button', { name: 'Bỏ danh sách này' }).click();
      expect(await waiting.count()).toBe(0);
    },
    120_000,
  );

  test.skipIf(!hasBrowser)(
    'once mended it registers everybody at once, and the same sheet again changes nothing',
    async () => {
      const { page } = officer;
      await handIn(page, file, list('1965', word));
      await page.getByLabel(/Ghi thêm cả người trùng tên/).check();
      if (javaScript) await looksRight(page, 'nhap-xem');
      await page.getByRole('button', { name: /Ghi 2 người vào sổ/ }).click();
      expect(await page.locator('.note[role=status]').innerText()).toContain(
        'Đã ghi 3 người, 2 gia đình.',
      );
      if (javaScript) await looksRight(page, 'nhap-xong');
      expect(await found(page, `le van sau ${word}`)).toBe(1);

      await handIn(page, file, list('1965', word));
      expect(await page.locator('main').innerText()).toContain('Danh sách này không thêm ai');
      expect(await page.getByRole('button', { name: /vào sổ/ }).count()).toBe(0);
      expect(await found(page, `le van sau ${word}`)).toBe(1);
    },
    120_000,
  );

  test.skipIf(!hasBrowser)(
    'two records of one woman are compared, merged, and parted again',
    async () => {
      const { page, troubles } = officer;
      const pair = () => page.getByRole('link', { name: wife }).first();
      await page.goto(`${program.address}/nguoi/trung`);
      await pair().click();
      const table = await page.getByRole('table').innerText();
      expect(table).toMatch(/Ở cùng/);
      expect(table).toContain(head);
      if (javaScript) await looksRight(page, 'trung-so');
      await page.getByRole('button', { name: 'Gộp thành một' }).click();
      expect(await page.locator('.note[role=status]').innerText()).toContain('Đã gộp');
      if (javaScript) await looksRight(page, 'trung');
      expect(await found(page, `tran thi nam ${word}`)).toBe(1);

      await page.goto(`${program.address}/nguoi/trung`);
      await page.getByRole('button', { name: `Tách lại ${wife}` }).click();
      expect(await page.locator('.note[role=status]').innerText()).toContain('Đã tách lại');
      expect(await found(page, `tran thi nam ${word}`)).toBe(2);

      await page.goto(`${program.address}/nguoi/trung`);
      await pair().click();
      await page.getByRole('button', { name: 'Ghi là hai người' }).click();
      expect(await pair().count()).toBe(0);
      expect(troubles).toEqual([]);
    },
    120_000,
  );
});
