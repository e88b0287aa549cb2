import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';
import { guard } from './guard.ts';

const NAME = 'virtual:islands';
const folder = fileURLToPath(new URL('./src/islands/', import.meta.url));
/** Where SvelteKit keeps hashed files: served as immutable, and copied from the server's build. */
const target = '_app/immutable/assets';

/**
 * Builds each `src/islands/<name>.ts` into one hashed script beside the pages' stylesheets, and
 * offers its address: `import islands from 'virtual:islands'`, `islands.page`.
 */
export function islands(names: readonly string[]): Plugin {
  let scripts: Rolldown.OutputChunk[] = [];
  return {
    name: 'suotdoi-islands',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    async buildStart() {
      scripts = await Promise.all(names.map(buildIsland));
      for (const { fileName, code } of scripts) {
        this.emitFile({ type: 'asset', fileName, source: code });
      }
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const addresses = scripts.map(({ name, fileName }) => [name, `/${fileName}`]);
      return `export default ${JSON.stringify(Object.fromEntries(addresses))}`;
    },
  };
}

async function buildIsland(name: string): Promise<Rolldown.OutputChunk> {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    // Styles of components stand in stylesheets of the page: the policy allows no others.
    plugins: [guard(), svelte({ configFile: false, compilerOptions: { runes: true } })],
    build: {
      write: false,
      modulePreload: false,
      // Cheap phones keep an old browser for years.
      target: 'es2020',
      rolldownOptions: {
        input: { [name]: `${folder}${name}.ts` },
        output: { entryFileNames: `${target}/[name].[hash].js`, codeSplitting: false },
      },
    },
  });
  const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput;
  return output[0];
}
