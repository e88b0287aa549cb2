import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { biome } from './biome.ts';
import { boundaries } from './boundaries.ts';
import { docs } from './docs.ts';
import { drift } from './drift.ts';
import { files } from './files.ts';
import { knip } from './knip.ts';
import { loops } from './loops.ts';
import { messages } from './messages.ts';
import { oneCopy } from './one-copy.ts';
import { packages } from './packages.ts';
import { type Check, type Fault, openProject, type Project } from './project.ts';
import { sql } from './sql.ts';
import { svelte, types } from './types.ts';

// Two lanes for two cores. Within a lane the order matters: the web build follows svelte-check,
// because both write web/.svelte-kit.
const lanes: readonly (readonly Check[])[] = [
  [svelte, oneCopy, sql, loops, messages],
  [types, biome, knip, drift, boundaries, files, docs, packages],
];

async function timed(check: Check, project: Project): Promise<Fault[]> {
  const start = performance.now();
  const faults = await check.run(project);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const count = faults.length === 0 ? '' : `  ${faults.length} to mend`;
  say(`${faults.length === 0 ? '✓' : '✗'} ${check.name.padEnd(12)}${seconds} s${count}`);
  return faults.map((fault) => ({ ...fault, text: `${check.name}: ${fault.text}` }));
}

async function runLane(lane: readonly Check[], project: Project): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const check of lane) faults.push(...(await timed(check, project)));
  return faults;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function place(fault: Fault): string {
  return fault.line === undefined ? fault.file : `${fault.file}:${fault.line}`;
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const only = new Set(process.argv.slice(2));
const chosen = lanes.map((lane) => lane.filter((c) => only.size === 0 || only.has(c.name)));
const start = performance.now();
const project = openProject(root);
const faults = (await Promise.all(chosen.map((lane) => runLane(lane, project)))).flat();
for (const fault of faults) say(`\n${place(fault)}\n    ${fault.text}`);
const seconds = ((performance.now() - start) / 1000).toFixed(0);
say(
  faults.length === 0
    ? `\nAll checks pass (${seconds} s).`
    : `\n${faults.length} to mend (${seconds} s). One check alone: node ${relative(process.cwd(), fileURLToPath(import.meta.url))} sql`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
