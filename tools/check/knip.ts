import { lastLines, runNode } from './command.ts';
import type { Check, Fault } from './project.ts';

interface Place {
  readonly name: string;
  readonly line?: number;
}

type Issues = { readonly file: string } & Readonly<Record<string, unknown>>;

const SENTENCES: Readonly<Record<string, string>> = {
  files: 'is used by nothing. Take it out, or use it.',
  dependencies: 'is asked for but not used. Take it out of this package.json.',
  devDependencies: 'is asked for but not used. Take it out of this package.json.',
  unlisted: 'is used here but not asked for. Add it to the package.json of this folder.',
  unresolved: 'cannot be found.',
  binaries: 'is a program that no package brings.',
  exports: 'is exported but used nowhere else. Keep it to its file, or take it out.',
  types: 'is exported but used nowhere else. Keep it to its file, or take it out.',
  duplicates: 'is exported twice.',
};

function isPlace(found: unknown): found is Place {
  return typeof found === 'object' && found !== null && 'name' in found;
}

/** Reads knip's JSON: for each file, lists of what is unused, missing or double. */
export function knipFaults(json: string): Fault[] {
  const { issues } = JSON.parse(json) as { issues: Issues[] };
  return issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, list]) =>
      (Array.isArray(list) ? list.flat() : []).filter(isPlace).map(({ name, line }) => ({
        file,
        ...(line === undefined ? {} : { line }),
        text: `${name === file ? 'It' : name} ${SENTENCES[kind] ?? `(${kind})`}`,
      })),
    ),
  );
}

/** Nothing is exported, asked for or kept that nobody uses. */
export const knip: Check = {
  name: 'knip',
  async run(project) {
    const script = 'node_modules/knip/bin/knip.js';
    const { code, out } = await runNode(
      project.root,
      script,
      '--reporter',
      'json',
      '--no-progress',
    );
    const json = /^\{"issues".*$/m.exec(out)?.[0];
    if (json && code < 2) return knipFaults(json);
    return [{ file: 'knip.json', text: `knip stopped:\n    ${lastLines(out)}` }];
  },
};
