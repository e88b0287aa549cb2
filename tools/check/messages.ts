import { IntlMessageFormat } from 'intl-messageformat';
import { keyUses, mentions } from './messages/keys.ts';
import { vietnameseFaults } from './messages/vietnamese.ts';
import type { Check, Fault, Project } from './project.ts';

/** The messages of one area in one language. */
interface Words {
  readonly file: string;
  readonly area: string;
  readonly locale: string;
  readonly texts: Readonly<Record<string, string>>;
}

function allWords(project: Project): Words[] {
  return project.files.flatMap((file): Words[] => {
    const found = /^messages\/(vi|en)\/([a-z]+)\.json$/.exec(file);
    if (!found?.[1] || !found[2]) return [];
    const texts = JSON.parse(project.read(file)) as Record<string, string>;
    return [{ file, locale: found[1], area: found[2], texts }];
  });
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Names of the arguments of a message, with the choices of a `select`: "sex: female, male, other". */
function argumentsIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element): string[] => {
    if (!('value' in element)) return [];
    if ('children' in element) return argumentsIn(element.children);
    if (!('options' in element)) return element.type === 0 ? [] : [element.value];
    const inner = Object.values(element.options).flatMap((option) => argumentsIn(option.value));
    const isSelect = !('offset' in element);
    const choices = isSelect ? `: ${Object.keys(element.options).sort().join(', ')}` : '';
    return [`${element.value}${choices}`, ...inner];
  });
}

function argumentsOf(text: string, locale: string): string {
  const ast = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();
  return [...new Set(argumentsIn(ast))].sort().join('; ');
}

/** What is wrong with one message by itself. */
function textFaults(words: Words, key: string): string[] {
  const text = words.texts[key] ?? '';
  const faults = words.locale === 'vi' ? vietnameseFaults(text) : [];
  if (text.trim() === '') faults.push('is empty.');
  if (text.includes('!')) faults.push('has an exclamation mark: say it calmly.');
  if (!new RegExp(`^${words.area}\\.[a-z0-9_]+$`).test(key)) {
    faults.push(`Keys of this file look like ${words.area}.some_words.`);
  }
  try {
    argumentsOf(text, words.locale);
  } catch (error) {
    faults.push(`cannot be read as an ICU message: ${(error as Error).message}.`);
  }
  return faults;
}

/** What differs between one message and its other language. */
function pairFault(words: Words, other: Words | undefined, key: string): string[] {
  const text = other?.texts[key];
  const locale = words.locale === 'vi' ? 'en' : 'vi';
  if (text === undefined) return [`is missing in messages/${locale}/${words.area}.json.`];
  if (words.locale !== 'vi') return [];
  try {
    const [mine, theirs] = [argumentsOf(words.texts[key] ?? '', 'vi'), argumentsOf(text, 'en')];
    return mine === theirs ? [] : [`takes {${mine}} in Vietnamese, but {${theirs}} in English.`];
  } catch {
    return []; // told as a message that cannot be read
  }
}

function wordFaults(project: Project, all: readonly Words[]): Fault[] {
  const isMentioned = mentions(project);
  return all.flatMap((words) => {
    const other = all.find((one) => one.area === words.area && one.locale !== words.locale);
    const lines = project.read(words.file).split('\n');
    return Object.keys(words.texts).flatMap((key) => {
      const unused = words.locale === 'vi' && !isMentioned(key);
      const found = [
        ...textFaults(words, key),
        ...pairFault(words, other, key),
        ...(unused ? ['is used nowhere. Take it out, in both languages.'] : []),
      ];
      const line = lines.findIndex((text) => text.includes(`"${key}"`)) + 1;
      return found.map((text) => ({ file: words.file, line, text: `${key} ${text}` }));
    });
  });
}

function unwordedFaults(project: Project, all: readonly Words[]): Fault[] {
  const vietnamese = all.filter((words) => words.locale === 'vi');
  const areas = new Set(vietnamese.map((words) => words.area));
  const known = new Set(vietnamese.flatMap((words) => Object.keys(words.texts)));
  return keyUses(project, areas)
    .filter(({ key }) => !known.has(key))
    .map(({ key, file, line }) => ({
      file,
      line,
      text: `${key} has no words. Add it to messages/vi/${key.split('.')[0]}.json and to en.`,
    }));
}

export function messageFaults(project: Project): Fault[] {
  const all = allWords(project);
  return [...wordFaults(project, all), ...unwordedFaults(project, all)];
}

/** Every code has words, in both languages, with the same arguments, in plain spelling. */
export const messages: Check = { name: 'messages', run: messageFaults };
