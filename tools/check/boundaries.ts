import { existsSync, readFileSync } from 'node:fs';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { importRules, runningRules } from './boundary-rules.ts';
import { type CapabilityMap, type Check, capabilityMap, type Fault, lineOf } from './project.ts';

const FOLDERS = [
  ...['core', 'db', 'messages', 'content', 'server', 'web/src', 'ui', 'players'],
  ...['bench', 'e2e', 'tools'],
];

type Violation = ICruiseResult['summary']['violations'][number];

/** The line of the import, found by what it says; the first line where that cannot be told. */
function lineOfImport(root: string, violation: Violation): number {
  const text = readFileSync(`${root}/${violation.from}`, 'utf8');
  const next = violation.cycle?.[0] ?? violation.via?.[0];
  const target = violation.unresolvedTo ?? next?.name ?? violation.to;
  const last = target.replace(/\/index\.ts$/, '').replace(/^core\//, '@suotdoi/core/');
  const at = text.search(
    new RegExp(`['"][^'"\n]*${RegExp.escape(last.split('/').at(-1) ?? last)}['"]`),
  );
  return at === -1 ? 1 : lineOf(text, at);
}

function asFault(root: string, rules: readonly IForbiddenRuleType[], violation: Violation): Fault {
  const way = (violation.cycle ?? violation.via ?? []).map((step) => step.name);
  const to = way.length > 0 ? way.join(' → ') : violation.to;
  const comment = rules.find((rule) => rule.name === violation.rule.name)?.comment ?? '';
  return {
    file: violation.from,
    line: lineOfImport(root, violation),
    text: `imports ${to} (${violation.rule.name}). ${comment}`,
  };
}

async function cruiseWith(root: string, rules: IForbiddenRuleType[], types: boolean) {
  const present = FOLDERS.filter((folder) => existsSync(`${root}/${folder}`));
  const { output } = await cruise(
    present,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules },
      tsPreCompilationDeps: types,
      doNotFollow: 'node_modules',
      exclude:
        '(^|/)(node_modules/(?!(pg|kysely|better-auth|@node-rs)(/|$))|build/|\\.svelte-kit/)',
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['svelte', 'import', 'node', 'default'],
      },
    },
    { alias: { $lib: `${root}/web/src/lib` }, bustTheCache: true },
  );
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map((violation) => asFault(root, rules, violation));
}

/** Which imports cross a border: dependency-cruiser with rules generated from `core/map.json`. */
export async function boundaryFaults(root: string, map: CapabilityMap): Promise<Fault[]> {
  return [
    ...mapFaults(map),
    ...(await cruiseWith(root, importRules(map), true)),
    ...(await cruiseWith(root, runningRules(), false)),
  ];
}

/** The map names only what exists, and no capability uses itself by a way round. */
export function mapFaults(map: CapabilityMap): Fault[] {
  const names = new Set(Object.keys(map));
  const unknown = Object.entries(map).flatMap(([name, { uses, reads }]) =>
    [...uses, ...reads].filter((other) => !names.has(other)).map((other) => `${name} → ${other}`),
  );
  const reached = (name: string, seen: Set<string>): Set<string> => {
    for (const other of map[name]?.uses ?? [])
      if (!seen.has(other)) reached(other, seen.add(other));
    return seen;
  };
  const round = [...names].filter((name) => reached(name, new Set()).has(name));
  return [
    ...unknown.map((way) => ({ file: 'core/map.json', text: `${way}: no such capability.` })),
    ...round.map((name) => ({
      file: 'core/map.json',
      text: `${name} uses itself by a way round. Offer a view, and read it, in one direction.`,
    })),
  ];
}

export const boundaries: Check = {
  name: 'boundaries',
  run: (project) => boundaryFaults(project.root, capabilityMap(project)),
};
