import { realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const house = realpathSync(fileURLToPath(new URL('..', import.meta.url)));

/** Folders whose code runs on a server. Of core, a browser may have the models and the rules. */
const server = /^(core|db|server|messages)\//;
const shared = /^core\/[a-z-]+\/(model|rules)\.ts$/;

/**
 * Stops a build in which code for a browser would reach code of the server: anything of core but
 * `model` and `rules` and what they are made of, the database, the server, the words of all pages, or a module of Node.
 * SvelteKit's own guard sees only `*.server` files of this folder.
 */
export function guard(): Plugin {
  const importers = new Map<string, string>();
  /** What models and rules are made of: as pure as they are. */
  const behind = new Set<string>();
  const roadTo = (id: string): string => {
    const importer = importers.get(id);
    return importer ? `${roadTo(importer)} → ${place(id)}` : place(id);
  };
  return {
    name: 'suotdoi-guard',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.config.consumer === 'client',
    async resolveId(source, importer, options) {
      if (!importer) return null;
      if (isBuiltin(source)) this.error(`${source} is of Node: ${roadTo(importer)} → ${source}`);
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (resolved && !resolved.external && !importers.has(resolved.id)) {
        importers.set(resolved.id, importer);
      }
      if (resolved && (behind.has(importer) || shared.test(place(importer)))) {
        behind.add(resolved.id);
      }
      return resolved;
    },
    load(id) {
      const file = place(id);
      if (!server.test(file) || shared.test(file)) return null;
      if (behind.has(id) && file.startsWith('core/')) return null;
      return this.error(`${file} is code of the server, but a browser would get it: ${roadTo(id)}`);
    },
    buildEnd: () => {
      importers.clear();
      behind.clear();
    },
  };
}

/** A module's path within the house, links followed: "core/people/rules.ts". */
function place(id: string): string {
  const file = id.split('?')[0] ?? id;
  let real = file;
  try {
    real = realpathSync(file);
  } catch {
    // A module made by a plugin is no file; its id will do.
  }
  return relative(house, real).split(sep).join('/');
}
