import { lastLines, runNode } from './command.ts';
import type { Check, Fault } from './project.ts';

/** Reads Biome's GitHub lines: `::error title=lint/…,file=…,line=…,…::text`. */
export function biomeFaults(out: string): Fault[] {
  return [
    ...out.matchAll(/^::(?:error|warning) title=([^,]*),file=([^,]*),line=(\d+)[^:]*::(.*)$/gm),
  ].map(([, rule, file = '', line, text = '']) => ({
    file,
    line: Number(line),
    text:
      rule === 'format' || rule?.startsWith('assist')
        ? `Run: npx biome check --write ${file} (${text.trim()})`
        : `${text.trim()} (${rule})`,
  }));
}

export const biome: Check = {
  name: 'biome',
  async run(project) {
    const args = [
      'check',
      '.',
      '--reporter=github',
      '--max-diagnostics=none',
      '--error-on-warnings',
    ];
    const script = 'node_modules/@biomejs/biome/bin/biome';
    const { code, out } = await runNode(project.root, script, ...args);
    const faults = biomeFaults(out.replaceAll(`${project.root}/`, ''));
    if (code === 0 || faults.length > 0) return faults;
    return [{ file: 'biome.json', text: `Biome stopped:\n    ${lastLines(out)}` }];
  },
};
