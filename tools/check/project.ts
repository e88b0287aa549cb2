import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One thing that is wrong, where it is, and a sentence that says what to do. */
export interface Fault {
  readonly file: string;
  readonly line?: number;
  readonly text: string;
}

/** One check of `npm run check`. */
export interface Check {
  readonly name: string;
  run(project: Project): Fault[] | Promise<Fault[]>;
}

/** The source tree as the checks see it. Paths are relative to the root, with `/`. */
export interface Project {
  readonly root: string;
  readonly files: readonly string[];
  read(file: string): string;
  /** The TypeScript syntax tree of a file, with parents set. */
  tree(file: string): ts.SourceFile;
}

const SKIPPED = new Set(['node_modules', '.git', '.svelte-kit', 'build', 'coverage']);
const SKIPPED_PATHS = new Set(['data', 'shots', 'web/static/islands']);

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    if (!entry.isDirectory() || SKIPPED.has(entry.name) || SKIPPED_PATHS.has(path)) return [];
    return walk(root, path);
  });
}

function project(root: string, files: readonly string[], load: (file: string) => string): Project {
  const texts = new Map<string, string>();
  const trees = new Map<string, ts.SourceFile>();
  const read = (file: string) => {
    const text = texts.get(file) ?? load(file);
    texts.set(file, text);
    return text;
  };
  const tree = (file: string) => {
    const found =
      trees.get(file) ?? ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
    trees.set(file, found);
    return found;
  };
  return { root, files, read, tree };
}

/** The tree on disk, without what is installed, built or generated at run time. */
export function openProject(root: string): Project {
  return project(root, walk(root, '').sort(), (file) => readFileSync(join(root, file), 'utf8'));
}

/** A tree that exists only in memory, for planting faults in tests of the checks. */
export function projectOf(texts: Readonly<Record<string, string>>): Project {
  return project('/', Object.keys(texts).sort(), (file) => {
    const text = texts[file];
    if (text === undefined) throw new Error(`${file} is not in this tree`);
    return text;
  });
}

export function isTest(file: string): boolean {
  return /\.(test|soak|fixture|child)\.ts$/.test(file) || file === 'core/ground/test.ts';
}

export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

export function lineOfNode(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

/** Every node below `node`, itself first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** What one capability may use and read: `core/map.json`. */
export type CapabilityMap = Readonly<
  Record<string, { readonly uses: readonly string[]; readonly reads: readonly string[] }>
>;

export function capabilityMap(project: Project): CapabilityMap {
  return JSON.parse(project.read('core/map.json')) as CapabilityMap;
}
