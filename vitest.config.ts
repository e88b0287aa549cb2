import { defineConfig } from 'vitest/config';

const folders = '{core,db,messages,content,server,ui,players,web,tools,bench}';

export default defineConfig({
  test: {
    globalSetup: './vitest.setup.ts',
    // Two workers, as many as the cores of the machines we promise to run on.
    maxWorkers: 2,
    projects: [
      {
        // web's own tsconfig is completed by SvelteKit, which a fresh clone has not run yet.
        tsconfig: './tsconfig.json',
        test: {
          pool: 'forks',
          name: 'rules',
          include: [`${folders}/**/*.test.ts`, 'e2e/conformance/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          pool: 'forks',
          name: 'journeys',
          globalSetup: './e2e/setup.ts',
          include: ['e2e/journeys/**/*.test.ts'],
          // One browser at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          pool: 'forks',
          name: 'soak',
          include: [`{${folders.slice(1, -1)},e2e}/**/*.soak.ts`],
          exclude: ['**/node_modules/**'],
          fileParallelism: false,
          testTimeout: 3_600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
