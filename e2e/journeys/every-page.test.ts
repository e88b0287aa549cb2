import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
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
            if (size === '1') await expectReadable(page, what);
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

/** Bytes of one answer on the wire, compressed as a browser asks. */
function wire(path: string, cookie: string): Promise<{ bytes: number; csp: string }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'br, gzip' };
    request(program.address + path, { headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      const csp = String(answer.headers['content-security-policy'] ?? '');
      answer.on('end', () => resolve({ bytes, csp }));
    })
      .on('error', reject)
      .end();
  });
}

test.skipIf(!hasBrowser)(
  'pages are light, ask nobody else, and run no script or style of their own',
  async () => {
    const someone = await enter('canbo.phuong');
    const { page, context, troubles } = someone;
    const cookie = (await context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    await page.goto(`${program.address}/ke-hoach/16681`);
    const links = await page
      .locator('link[rel=stylesheet], script[src], link[rel=modulepreload]')
      .evaluateAll((all) => all.map((e) => e.getAttribute('href') ?? e.getAttribute('src') ?? ''));
    const parts = await Promise.all(
      links.map(async (link) => ({
        link,
        ...(await wire(new URL(link, program.address).pathname, cookie)),
      })),
    );
    const html = await wire('/ke-hoach/16681', cookie);
    const sum = (end: string) =>
      parts.filter((p) => p.link.endsWith(end)).reduce((bytes, p) => bytes + p.bytes, 0);
    expect(html.bytes).toBeLessThan(20_000);
    expect(sum('.css')).toBeLessThan(8_000);
    expect(sum('.js')).toBeLessThan(20_000);
    expect(html.bytes + sum('.css') + sum('.js')).toBeLessThan(50_000);
    expect(html.csp).not.toContain('unsafe');
    expect(html.csp).toContain("default-src 'self'");
    expect(await page.locator('style, [style], script:not([src])').count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  },
);

/** Memory of the program and its database, each shared page counted once, in MB. */
async function memoryMb(): Promise<number> {
  const roots = [program.child.pid ?? 0];
  const pid = await readFile(`${program.dataDir}/postgres/data/postmaster.pid`, 'utf8').catch(
    () => '',
  );
  const postmaster = Number(pid.split('\n')[0]);
  const { readdir } = await import('node:fs/promises');
  let kb = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (![...roots, postmaster].includes(Number(name)) && parent !== postmaster) continue;
    const text = await readFile(`/proc/${name}/smaps_rollup`, 'utf8').catch(() => '');
    kb += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return kb / 1000;
}

test.skipIf(!hasBrowser || process.platform !== 'linux')(
  'Node and PostgreSQL together rest within 300 MB',
  async () => {
    expect(await memoryMb()).toBeLessThan(300);
  },
);
