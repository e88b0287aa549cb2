import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Check, type Fault, lineOf, type Project } from './project.ts';

const FOLDERS = 'core|db|server|web|ui|players|messages|content|e2e|bench|tools|docs';
const PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./@+()-]*)\``, 'g');
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

function missing(project: Project, file: string, path: string): boolean {
  const known = project.files.some((one) => one === path || one.startsWith(`${path}/`));
  return path !== '' && !known && !existsSync(join(project.root, path)) && file !== path;
}

/** Fenced and indented examples name what they like. */
const EXAMPLES = /^```[\s\S]*?^```|^ {4}.*$/gm;

/** The text without these parts; lines and offsets stay. */
function blank(text: string, parts: RegExp): string {
  return text.replace(parts, (all) => all.replace(/[^\n]/g, ' '));
}

/** Files and folders that a page of ours names must be there. Decisions are history: left alone. */
function pathFaults(project: Project, file: string): Fault[] {
  const text = blank(project.read(file), EXAMPLES);
  const named = [...text.matchAll(PATH)].map((found) => ({ found, path: found[1] ?? '' }));
  const linked = [...blank(text, /`[^`\n]*`/g).matchAll(LINK)].map((found) => ({
    found,
    path: join(dirname(file), found[1] ?? ''),
  }));
  return [...named, ...linked]
    .map(({ found, path }) => ({ at: found.index, path: path.replace(/\/$/, '') }))
    .filter(({ path }) => missing(project, file, path))
    .map(({ at, path }) => ({
      file,
      line: lineOf(text, at),
      text: `names ${path}, which is not there. Say where it is now, or take it out.`,
    }));
}

/** The words of the middle column of docs/words.md are words of the code. */
function wordFaults(project: Project): Fault[] {
  const file = 'docs/words.md';
  if (!project.files.includes(file)) return [];
  const code = project.files
    .filter((one) => /^(core|content|db\/migrations)\/.*\.(ts|sql|json)$/.test(one))
    .map((one) => project.read(one))
    .join('\n');
  return project
    .read(file)
    .split('\n')
    .flatMap((row, index) => {
      const words = [...(row.split('|')[2] ?? '').matchAll(/`([A-Za-z_]+)`/g)].map(
        (w) => w[1] ?? '',
      );
      return words
        .filter((word) => !new RegExp(`(?<![A-Za-z])${word}(?![a-z])`).test(code))
        .map((word) => ({
          file,
          line: index + 1,
          text: `says that code calls it ${word}; it does not.`,
        }));
    });
}

export function docFaults(project: Project): Fault[] {
  const pages = project.files.filter(
    (file) => file.endsWith('.md') && !file.startsWith('docs/decisions/'),
  );
  return [...pages.flatMap((file) => pathFaults(project, file)), ...wordFaults(project)];
}

/** What the documents name is there. */
export const docs: Check = { name: 'docs', run: docFaults };
