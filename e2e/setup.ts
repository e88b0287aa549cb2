import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the demonstration is kept once a journey needed it. */
    demonstrations: string;
  }
}

/** Once a run: a place for the demonstration, which takes a minute to build and a second to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'suotdoi-demonstrations-'));
  project.provide('demonstrations', folder);
  return () => rm(folder, { recursive: true, force: true });
}
