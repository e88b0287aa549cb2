import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ensureWeb } from '../../server/build.ts';
import type { Check, Fault } from './project.ts';
import { statementsOf, tablesOf } from './sql/schema.ts';

/** Folders that the pages must meet in Node, not carry along: two copies are two pools. */
const APART = /^(core|db|messages|content|server)\//;

/** Sources of ours that a server chunk carries, told by its source map. */
export function carried(mapFile: string, map: string): string[] {
  const { sources } = JSON.parse(map) as { sources: (string | null)[] };
  return sources
    .map((source) => join(dirname(mapFile), source ?? ''))
    .filter((source) => APART.test(source));
}

/** Signs of server code in a script for browsers; `tables` are the tables of the database. */
export function serverSigns(script: string, tables: readonly string[]): string[] {
  const signs = [
    ...script.matchAll(
      /(?<!\.)\b(?:from|import|require)\s*\(?\s*["'](node:[\w/]+|fs|pg|kysely)["']/g,
    ),
    ...script.matchAll(/\.(insertInto|selectFrom|updateTable|deleteFrom)\(/g),
  ].map((found) => found[1] ?? '');
  const quoted = tables.filter((table) => new RegExp(`["'\`]${table}["'\` ]`).test(script));
  return [...new Set([...signs, ...quoted])];
}

function filesBelow(folder: string, end: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));
}

function copies(root: string): Fault[] {
  const maps = filesBelow(join(root, 'web/build/server'), '.js.map');
  if (maps.length === 0) {
    const text = 'has no source maps, so nobody can tell what it carries. Turn them on for ssr.';
    return [{ file: 'web/build/server', text }];
  }
  return maps.flatMap((path) => {
    const file = relative(root, path);
    return carried(file, readFileSync(path, 'utf8')).map((source) => ({
      file,
      text: `carries a second copy of ${source}. Name its package in external of web/vite.config.ts.`,
    }));
  });
}

function leaks(root: string, tables: readonly string[]): Fault[] {
  const scripts = ['web/build/client', 'web/build/server/_app', 'web/static'].flatMap((folder) =>
    filesBelow(join(root, folder), '.js'),
  );
  return scripts.flatMap((path) =>
    serverSigns(readFileSync(path, 'utf8'), tables).map((sign) => ({
      file: relative(root, path),
      text: `goes to browsers but holds “${sign}” of the server. Find the import that brings it.`,
    })),
  );
}

/** The built pages hold no second copy of core, and what browsers get holds nothing of the server. */
export const oneCopy: Check = {
  name: 'one-copy',
  async run(project) {
    if (!project.files.includes('web/vite.config.ts')) return [];
    try {
      await ensureWeb(() => {});
    } catch (error) {
      return [{ file: 'web/vite.config.ts', text: `The pages do not build: ${String(error)}` }];
    }
    const tables = [...tablesOf(statementsOf(project)).keys()];
    return [...copies(project.root), ...leaks(project.root, tables)];
  },
};
