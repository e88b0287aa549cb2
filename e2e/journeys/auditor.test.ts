import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launch, type Reader, reader } from '../browser.ts';
import { enterDemo, startDemo } from '../demo.ts';
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

const main = (page: Page) => page.locator('main').innerText();
const numberIn = (text: string) => Number(text.replaceAll('.', ''));

/** The number a "từ đâu ra?" page begins with. */
async function total(page: Page): Promise<number> {
  const heading = await page.locator('h1').innerText();
  return numberIn(/^[\d.]+/.exec(heading)?.[0] ?? '');
}

describe.skipIf(!hasBrowser)('an auditor of the nation', () => {
  let auditor: Reader;

  test('finds a province on the map, and its figure in the table', async () => {
    auditor = await reader(browser, program.address, { javaScriptEnabled: false });
    const { page } = auditor;
    await enterDemo(auditor, program.address, 'canbo.trunguong');
    await page.goto(`${program.address}/bao-cao/VN`);
    await page.locator('.big-only svg a', { hasText: 'Nghệ An' }).click();
    expect(new URL(page.url()).searchParams.get('chon')).toBe('40');
    expect(await page.locator('#nguon h2').innerText()).toMatch(/^Nghệ An [\d,]+% từ đâu ra\?$/);
  });

  test('traces it to one evening and its statement, and every part adds up on the way', async () => {
    const { page } = auditor;
    const figure = page.locator('#nguon td a').first();
    let expected = numberIn(await figure.innerText());
    await figure.click();
    for (const place of ['Phường Thành Vinh', 'Xóm 3']) {
      expect(await total(page)).toBe(expected);
      const cells = await page.locator('#noi').locator('..').locator('tbody td.n').allInnerTexts();
      const parts = cells.slice(0, -1).map(numberIn);
      expect(parts.reduce((a, b) => a + b, 0)).toBe(expected);
      const row = page.locator('tbody tr', { hasText: place }).last();
      expected = numberIn(await row.locator('td.n').innerText());
      await row.locator('a').click();
    }
    expect(await total(page)).toBe(expected);
    const listed = page.getByRole('link', { name: /Người học · mã/ });
    expect(await listed.count()).toBe(Math.min(expected, 100));
    await listed.first().click();
    await page.locator('table a[href^="/minh-chung/"]').first().click();
    expect(await page.locator('pre').innerText()).toContain('"verb"');
    await page.locator('main a[href^="/buoi-hoc/"]').first().click();
    expect(await main(page)).toMatch(/Xóm 3|xóm 3/);
    expect(auditor.troubles).toEqual([]);
  });

  test('opens a group’s figure and a month’s figure, each to its own parts', async () => {
    const { page } = auditor;
    await page.goto(`${program.address}/bao-cao/40`);
    await page.locator('details', { hasText: 'Từ 75 tuổi' }).locator('summary').click();
    const women = page.locator('tr', { hasText: 'Nữ' }).locator('td a').first();
    const count = numberIn(await women.innerText());
    await women.click();
    expect(await total(page)).toBe(count);
    expect(await main(page)).toContain('nhóm: Nữ');
    await page.goto(`${program.address}/bao-cao/40`);
    await page.locator('details', { hasText: 'Học đều 3 tháng' }).locator('summary').click();
    const habit = page.locator('tbody tr', { hasText: 'Tháng' }).locator('td:last-child a').first();
    const learners = numberIn(await habit.innerText());
    await habit.click();
    expect(await total(page)).toBe(learners);
  });

  test('takes every table along, as CSV and as a workbook', async () => {
    const { page } = auditor;
    for (const table of ['noi', 'nhom', 'thang']) {
      const csv = await page.request.get(`${program.address}/bao-cao/40/${table}.csv`);
      expect((await csv.text()).split('\r\n').length, table).toBeGreaterThan(4);
      const book = await page.request.get(`${program.address}/bao-cao/40/${table}.xlsx`);
      expect((await book.body()).subarray(0, 2).toString(), table).toBe('PK');
    }
    await auditor.context.close();
  });
});

describe.skipIf(!hasBrowser)('everybody', () => {
  test('reads the public figures without signing in, none of them under ten, and opens no source', async () => {
    const someone = await reader(browser, program.address, { javaScriptEnabled: false });
    const { page } = someone;
    for (const unit of ['', '/40', '/16681', '/17935']) {
      expect((await page.goto(`${program.address}/so-lieu${unit}`))?.status()).toBe(200);
      expect(await page.locator('main a[href*="tu-dau-ra"]').count()).toBe(0);
      const cells = await page.locator('main td.n').allInnerTexts();
      const small = cells.filter((cell) => /^[1-9]$/.test(cell.trim()));
      // A place in the table of ranks is no count.
      const places = await page.locator('main td.n:first-child').allInnerTexts();
      expect(small.length).toBe(places.filter((cell) => /^[1-9]$/.test(cell.trim())).length);
      expect(await page.content()).not.toMatch(/Trần Văn Lộc|Người học · mã/);
    }
    const village = await page.goto(`${program.address}/so-lieu/16681.03`);
    expect(village?.status()).toBe(404);
    await page.goto(`${program.address}/bao-cao/40`);
    expect(new URL(page.url()).pathname).toBe('/dang-nhap');
    await someone.context.close();
  });

  test('gets the same as open data, with every column explained', async () => {
    const someone = await reader(browser, program.address, { javaScriptEnabled: false });
    const { page } = someone;
    await page.goto(`${program.address}/so-lieu`);
    await page.getByRole('link', { name: 'Dữ liệu mở' }).click();
    const explained = await page.locator('main').innerText();
    const get = (path: string) => page.request.get(`${program.address}/api/mo/${path}`);
    const book = await (await get('datapackage.json')).json();
    expect(book.resources).toHaveLength(35);
    const table = await (await get(book.resources[0].path)).text();
    const [head = '', ...rows] = table.trim().split('\r\n');
    const names = book.resources[0].schema.fields.map((field: { name: string }) => field.name);
    expect(head.split(',')).toEqual(names);
    for (const name of names) expect(explained).toContain(name);
    const nation = rows.find((row) => row.startsWith('VN,') && row.includes('citizens_basic'));
    const json = await (await get('so-lieu/VN.json')).json();
    expect(nation?.split(',').slice(6)).toEqual([
      String(json.whole.reached),
      '',
      String(json.whole.of),
      '',
      String(json.whole.rate),
    ]);
    expect((await get('so-lieu/16681.03.csv')).status()).toBe(404);
    await someone.context.close();
  });
});
