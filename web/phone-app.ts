import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';
import { guard } from './guard.ts';

const folder = fileURLToPath(new URL('./src/may/', import.meta.url));
const target = '_app/immutable/assets';
const APP = 'virtual:may';
const SHELL = 'virtual:may-shell';
const WORDS = 'virtual:may-words';

/**
 * Builds the phone app of `/may/` apart from the pages: one script, one stylesheet, one service
 * worker. `virtual:may` offers their addresses and the worker's text to the routes that serve them.
 */
export function phoneApp(): Plugin {
  let built: { script: string; style: string; worker: string };
  return {
    name: 'suotdoi-phone-app',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    async buildStart() {
      const app = await buildPart('main', [words(), svelte(options)]);
      const files = app.filter((file) => /\.(js|css)$/.test(file.fileName));
      for (const file of files) {
        const source = 'code' in file ? file.code : file.source;
        this.emitFile({ type: 'asset', fileName: file.fileName, source });
      }
      const address = (end: string) =>
        `/${files.find(({ fileName }) => fileName.endsWith(end))?.fileName}`;
      const [script, style] = [address('.js'), address('.css')];
      const [worker] = await buildPart('worker', [shell([script, style])]);
      built = { script, style, worker: worker && 'code' in worker ? worker.code : '' };
    },
    resolveId: (id) => (id === APP ? `\0${APP}` : null),
    load: (id) => (id === `\0${APP}` ? `export default ${JSON.stringify(built)}` : null),
  };
}

const options = { configFile: false, compilerOptions: { runes: true } } as const;

async function buildPart(name: string, plugins: Plugin[] | unknown[]) {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    plugins: [guard(), ...(plugins as Plugin[])],
    build: {
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      // Chromium of three years ago.
      target: 'es2022',
      rolldownOptions: {
        input: { [name]: `${folder}${name}.ts` },
        output: {
          entryFileNames: `${target}/may-[name].[hash].js`,
          assetFileNames: `${target}/may-[name].[hash][extname]`,
          codeSplitting: false,
        },
      },
    },
  });
  return ((Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput).output;
}

/** What the service worker keeps, and a version that changes with any of it. */
function shell(files: readonly string[]): Plugin {
  const kept = ['/may/', '/may/manifest.webmanifest', '/icon.svg', ...files];
  const version = createHash('sha256').update(kept.join()).digest('hex').slice(0, 12);
  return module(SHELL, async () => {
    return `export const SHELL = ${JSON.stringify(kept)}; export const VERSION = '${version}';`;
  });
}

/** The sentences of cards that the app says too. */
const ofCards = /^cards\.(.*picture.*|choose_again|not_the_same|photo|who)$/;

/**
 * The app's own words: the sentences of `may` and `players`, the pictures of cards, and the
 * question of consent. They hold places for values and nothing else, so that no formatter travels.
 */
function words(): Plugin {
  const read = async (locale: string, name: string) => {
    const file = new URL(`../messages/${locale}/${name}.json`, import.meta.url);
    return Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, string>);
  };
  const all = async (locale: string) => {
    const own = [...(await read(locale, 'may')), ...(await read(locale, 'players'))];
    const cards = (await read(locale, 'cards')).filter(([key]) => ofCards.test(key));
    const asked = (await read(locale, 'people')).filter(([key]) =>
      key.startsWith('people.consent_learning_record_2026_11b'),
    );
    const texts = [...own, ...cards, ...asked];
    const counted = texts.find(([, text]) => /\{\w+,/.test(text));
    if (counted) throw new Error(`${counted[0]} (${locale}): a phone only fills in values`);
    return Object.fromEntries(texts);
  };
  return module(WORDS, async () => {
    return `export default ${JSON.stringify({ vi: await all('vi'), en: await all('en') })}`;
  });
}

function module(name: string, text: () => Promise<string>): Plugin {
  return {
    name: `suotdoi-${name}`,
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? text() : null),
  };
}
