import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { DEMO_PASSWORD } from '../server/demo/accounts.ts';
import { type Reader, signIn } from './browser.ts';
import { type Program, startProgram } from './program.ts';

const run = promisify(execFile);

/** The program on a copy of the demonstration, which the first journey of a run builds. */
export async function startDemo(): Promise<Program> {
  const built = join(inject('demonstrations'), 'built');
  if (!existsSync(built)) await build(built);
  const dataDir = await mkdtemp(join(tmpdir(), 'suotdoi-journey-'));
  // With owners and rights: PostgreSQL may run as a user of its own.
  await run('cp', ['-a', `${built}/.`, dataDir]);
  return startProgram([], dataDir);
}

async function build(folder: string): Promise<void> {
  const since = performance.now();
  const program = await startProgram(['--demo']);
  const seconds = (performance.now() - since) / 1000;
  process.stderr.write(`demonstration: ${seconds.toFixed(1)} s from start to address\n`);
  await program.end();
  await rename(program.dataDir, folder);
}

/** Signs in by one of the demonstration's fixed names. */
export function enterDemo(someone: Reader, address: string, username: string): Promise<void> {
  return signIn(someone, address, { username, password: DEMO_PASSWORD });
}

/** Opens a page; `first:/path/` is the first such link on the page before it. */
export async function openPath(page: Page, address: string, path: string): Promise<void> {
  const link = path.startsWith('first:') ? await firstLink(page, path.slice(6)) : path;
  const answer = await page.goto(address + link);
  expect(answer?.status(), path).toBe(200);
}

/** The first link to something of that kind: its address ends in an identifier. */
async function firstLink(page: Page, start: string): Promise<string> {
  const links = await page.locator(`main a[href^="${start}"]`).all();
  const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
  const found = hrefs.find((href) => /\/[0-9a-f]{8}-[0-9a-f-]{27}/.test(href ?? ''));
  expect(found, `a link to ${start}`).toBeTruthy();
  return found ?? '';
}
