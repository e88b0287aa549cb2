import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { hasBrowser, launch, type Reader, reader } from './browser.ts';
import { enterDemo, startDemo } from './demo.ts';
import type { Program } from './program.ts';

/** The demonstration with the commune's officer signed in, who makes the cards of a story. */
export interface Desk {
  program: Program;
  browser: Browser;
  officer: Reader;
}

/** Opens the desk before a file's stories and closes it after them; its parts are there inside a test. */
export function openDesk(): Desk {
  const desk: Partial<Desk> = {};
  beforeAll(async () => {
    if (!hasBrowser) return;
    desk.program = await startDemo();
    desk.browser = await launch();
    desk.officer = await reader(desk.browser, desk.program.address);
    await enterDemo(desk.officer, desk.program.address, 'canbo.phuong');
  }, 300_000);
  afterAll(async () => {
    await desk.browser?.close();
    await desk.program?.remove();
  });
  return desk as Desk;
}
