import { lastLines, runNode } from './command.ts';
import type { Check, Fault } from './project.ts';

/** The first line of a message and its last, which says what it is about; long types are cut. */
function inShort(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const words = lines.length > 1 ? `${lines[0]} ${lines.at(-1)}` : message;
  return words.length > 400 ? `${words.slice(0, 200)} … ${words.slice(-180)}` : words;
}

/** Reads `file(line,column): error TS1234: text`, with the lines that explain it. */
export function typeFaults(out: string): Fault[] {
  const faults = out.matchAll(/^(\S[^(\n]*)\((\d+),\d+\): error (TS\d+): (.*(?:\n {2,}.*)*)/gm);
  return [...faults].map(([, file = '', line, code, text = '']) => ({
    file,
    line: Number(line),
    text: `${inShort(text)} (${code})`,
  }));
}

/** Reads svelte-check's machine lines: `<time> {"type":"ERROR", "filename":…, "start":{…}, …}`. */
export function svelteFaults(out: string): Fault[] {
  return [...out.matchAll(/^\d+ (\{.*\})$/gm)]
    .map(([, json = '{}']) => JSON.parse(json) as SvelteLine)
    .filter((found) => found.type === 'ERROR' || found.type === 'WARNING')
    .map((found) => ({
      file: `web/${found.filename}`,
      line: found.start.line + 1,
      text: inShort(found.message),
    }));
}

interface SvelteLine {
  readonly type: string;
  readonly filename: string;
  readonly start: { readonly line: number };
  readonly message: string;
}

export const types: Check = {
  name: 'types',
  async run(project) {
    const args = ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false'];
    const { code, out } = await runNode(project.root, ...args);
    const faults = typeFaults(out);
    if (code === 0 || faults.length > 0) return faults;
    return [{ file: 'tsconfig.json', text: `tsc stopped:\n    ${lastLines(out)}` }];
  },
};

export const svelte: Check = {
  name: 'svelte',
  async run(project) {
    if (!project.files.some((file) => file.startsWith('web/src/'))) return [];
    const web = `${project.root}/web`;
    const sync = await runNode(web, '../node_modules/@sveltejs/kit/svelte-kit.js', 'sync');
    if (sync.code !== 0) {
      return [
        {
          file: 'web/vite.config.ts',
          text: `svelte-kit sync stopped:\n    ${lastLines(sync.out)}`,
        },
      ];
    }
    const script = '../node_modules/svelte-check/bin/svelte-check';
    const args = ['--output', 'machine-verbose', '--tsconfig', './tsconfig.json'];
    const { code, out } = await runNode(web, script, ...args);
    const faults = svelteFaults(out);
    if (code === 0 || faults.length > 0) return faults;
    return [{ file: 'web/tsconfig.json', text: `svelte-check stopped:\n    ${lastLines(out)}` }];
  },
};
