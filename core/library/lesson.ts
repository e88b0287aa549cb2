import { Marked, type Token, type Tokens } from 'marked';
import sanitize from 'sanitize-html';
import { type ContentFault, readBlock } from './blocks.ts';
import {
  frontSchema,
  headings,
  type Language,
  type Lesson,
  type Practice,
  practiceSchema,
  type Question,
  questionSchema,
  type Section,
  sections,
} from './model.ts';
import { practiceFaults } from './rules.ts';

const marked = new Marked({ gfm: true });

/** A lesson file read: the lesson when it has no fault of form, and where its blocks stand. */
export interface ReadLesson {
  readonly lesson: Lesson | null;
  readonly faults: readonly ContentFault[];
  readonly practiceLines: readonly number[];
  readonly questionLines: readonly number[];
}

export interface LessonFile {
  /** How the file is named in faults. */
  readonly file: string;
  readonly code: string;
  readonly language: Language;
  readonly source: string;
}

interface Placed {
  readonly token: Token;
  readonly line: number;
}
type Parts = ReadonlyMap<Section, readonly Placed[]>;
type Collect = (line: number, code: string, values?: ContentFault['values']) => void;

/** Reads one lesson file: front matter, the six sections, the fenced blocks. Never throws on content. */
export function readLesson(input: LessonFile): ReadLesson {
  const faults: ContentFault[] = [];
  const collect: Collect = (line, code, values = {}) =>
    faults.push({ file: input.file, line, code, values });
  const opened = /^---\n([\s\S]*?)\n---\n/.exec(input.source);
  if (!opened) {
    collect(1, 'library.front_missing');
    return { lesson: null, faults, practiceLines: [], questionLines: [] };
  }
  const front = readBlock(frontSchema, opened[1] ?? '', { file: input.file, line: 2 });
  faults.push(...front.faults);
  const tokens = placed(input.source.slice(opened[0].length), opened[0].split('\n').length);
  for (const one of tokens) foreign(one, collect);
  const parts = cut(tokens, input.language, collect);
  const practices = readPractices(fences(parts, 'practice', 'practice'), input.file, faults);
  const questions = fences(parts, 'check', 'quiz').map(({ token, line }) => {
    const block = readBlock(questionSchema, token.text, { file: input.file, line: line + 1 });
    faults.push(...block.faults);
    return { value: block.value, line };
  });
  counts(parts, { practices: practices.length, questions: questions.length }, collect);
  const lesson =
    front.value && faults.length === 0
      ? { ...front.value, code: input.code, language: input.language, ...body(parts) }
      : null;
  return {
    lesson: lesson && {
      ...lesson,
      practices: practices.flatMap((one) => one.value ?? []),
      questions: questions.flatMap((one): Question[] => (one.value ? [one.value] : [])),
    },
    faults,
    practiceLines: practices.map((one) => one.line),
    questionLines: questions.map((one) => one.line),
  };
}

/** Top-level tokens with the line they begin at: their raw texts are the source, in order. */
function placed(body: string, firstLine: number): Placed[] {
  let line = firstLine;
  return marked.lexer(body).map((token) => {
    const here = { token, line };
    line += token.raw.split('\n').length - 1;
    return here;
  });
}

/** No raw HTML, no links; pictures only from the course's own media, with words for who cannot see. */
function foreign({ token, line }: Placed, collect: Collect): void {
  marked.walkTokens([token], (inner) => {
    if (inner.type === 'html') collect(line, 'library.html_forbidden');
    if (inner.type === 'link') collect(line, 'library.link_forbidden', { address: inner.href });
    if (inner.type !== 'image') return;
    if (!/^media\/[A-Za-z0-9._-]+$/.test(inner.href)) collect(line, 'library.media_form');
    if (!inner.text) collect(line, 'library.picture_words_missing');
  });
}

function cut(tokens: readonly Placed[], language: Language, collect: Collect): Parts {
  const names = new Map(sections.map((section) => [headings[language][section], section]));
  const parts = new Map<Section, Placed[]>();
  let current: Placed[] | null = null;
  for (const { token, line } of tokens) {
    if (token.type === 'heading' && (token as Tokens.Heading).depth <= 2) {
      const section = names.get((token as Tokens.Heading).text.trim());
      if (!section) collect(line, 'library.heading_unknown', { heading: token.raw.trim() });
      current = [];
      if (section && parts.has(section)) collect(line, 'library.section_twice');
      if (section) parts.set(section, current);
    } else if (token.type !== 'space') {
      if (!current) collect(line, 'library.text_before_sections');
      current?.push({ token, line });
    }
  }
  const missing = sections.filter((section) => !parts.get(section)?.length);
  for (const section of missing) {
    collect(1, 'library.section_missing', { heading: headings[language][section] });
  }
  if (missing.length === 0 && [...parts.keys()].join() !== sections.join()) {
    collect(1, 'library.sections_order');
  }
  return parts;
}

function fences(parts: Parts, section: Section, kind: string) {
  return (parts.get(section) ?? []).flatMap(({ token, line }) =>
    token.type === 'code' && (token as Tokens.Code).lang === kind
      ? [{ token: token as Tokens.Code, line }]
      : [],
  );
}

function readPractices(
  found: readonly { token: Tokens.Code; line: number }[],
  file: string,
  faults: ContentFault[],
): { value: Practice | null; line: number }[] {
  return found.map(({ token, line }) => {
    const block = readBlock(practiceSchema, token.text, { file, line: line + 1 });
    faults.push(...block.faults);
    for (const { path, code, values } of block.value ? practiceFaults(block.value) : []) {
      faults.push({ file, line: block.lineOf(path), code, values });
    }
    return { value: block.value, line };
  });
}

function counts(
  parts: Parts,
  found: { practices: number; questions: number },
  collect: Collect,
): void {
  const start = (section: Section) => parts.get(section)?.[0]?.line ?? 1;
  const steps = stepList(parts)?.items.length ?? 0;
  if (steps < 3 || steps > 4) collect(start('steps'), 'library.steps_count', { count: steps });
  if (found.practices === 0) collect(start('practice'), 'library.practice_missing');
  if (found.questions !== 3) {
    collect(start('check'), 'library.questions_count', { count: found.questions });
  }
  for (const [section, tokens] of parts) {
    const kind = { practice: 'practice', check: 'quiz' }[section as string];
    for (const { token, line } of tokens) {
      if (token.type === 'code' && (token as Tokens.Code).lang !== kind) {
        collect(line, 'library.block_misplaced', { kind: (token as Tokens.Code).lang ?? '' });
      }
    }
  }
}

function stepList(parts: Parts): Tokens.List | undefined {
  const list = parts.get('steps')?.find(({ token }) => token.type === 'list')?.token;
  return list as Tokens.List | undefined;
}

function body(parts: Parts) {
  const html = (section: Section) =>
    clean(
      (parts.get(section) ?? []).map((one) => one.token).filter((token) => token.type !== 'code'),
    );
  const pictures = new Set<string>();
  const all = [...parts.values()].flat().map((one) => one.token);
  marked.walkTokens(all, (token) => {
    if (token.type === 'image') pictures.add(token.href);
  });
  return {
    why: html('why'),
    steps: (stepList(parts)?.items ?? []).map((item) => clean(item.tokens)),
    intro: html('practice'),
    share: html('share'),
    stuck: html('stuck'),
    pictures: [...pictures],
  };
}

function clean(tokens: readonly Token[]): string {
  return sanitize(marked.parser([...tokens]), {
    allowedTags: ['p', 'ul', 'ol', 'li', 'strong', 'em', 'br', 'h3', 'img'],
    allowedAttributes: { img: ['src', 'alt'] },
    allowedSchemes: [],
  }).trim();
}
