import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';

export const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is a browser to drive; without one the journeys are skipped and say so. */
export const hasBrowser = existsSync(executablePath);

if (!hasBrowser)
  process.stderr.write(
    `No browser at ${executablePath}: the journeys are skipped. On Debian: apt-get install chromium; elsewhere set CHROMIUM_PATH.\n`,
  );

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const phone = { width: 360, height: 740 };
export const pc = { width: 1280, height: 800 };

/** A reader with a browser of their own; what the browser complains of is kept in `troubles`. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly troubles: string[];
}

export async function reader(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context = await browser.newContext({ viewport: pc, locale: 'vi-VN', ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) troubles.push(`asked ${request.url()}`);
  });
  return { page, context, troubles };
}

export async function signIn(
  { page }: Reader,
  address: string,
  who: { username: string; password: string },
): Promise<void> {
  await page.goto(`${address}/dang-nhap`);
  await page.getByLabel('Tên đăng nhập').fill(who.username);
  await page.getByLabel('Mật khẩu').fill(who.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((url) => url.pathname !== '/dang-nhap');
}

/** No rule of WCAG 2.2 AA is broken; `colours` looks at contrast alone, for the second colour scheme. */
export async function expectReadable(page: Page, what: string, colours = false): Promise<void> {
  // Our pages hold no frames, so nothing need be gathered on a second, blank page.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (colours
    ? axe.withRules(['color-contrast'])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze();
  const told = violations.map(
    (v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`,
  );
  expect(told, `${what}: axe`).toEqual([]);
}

/** Nothing must be pushed sideways to be read. */
export async function expectNoSideways(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(wide, `${what}: pushed sideways`).toBeLessThanOrEqual(0);
}
