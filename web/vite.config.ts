import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { guard } from './guard.ts';
import { islands } from './islands.ts';
import { phoneApp } from './phone-app.ts';

export default defineConfig({
  plugins: [
    guard(),
    islands(['page', 'lesson']),
    phoneApp(),
    sveltekit({
      adapter: adapter(),
      compilerOptions: {
        runes: true,
        // A page is rendered once, on the server: its props never change.
        warningFilter: ({ code }) => code !== 'state_referenced_locally',
      },
      paths: { relative: false },
      version: { name: process.env.npm_package_version ?? '0' },
    }),
  ],
  environments: {
    ssr: {
      build: {
        rolldownOptions: {
          // One copy of core: the pages and the server meet in Node, which reads our .ts itself.
          external: [/^@suotdoi\/(core|db|messages|content|server)(\/|$)/],
        },
      },
    },
  },
});
