import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentFault, readBlock } from './blocks.ts';
import { type ReadLesson, readLesson } from './lesson.ts';
import {
  type Channels,
  type CourseFile,
  channelsSchema,
  courseSchema,
  type Language,
  languages,
} from './model.ts';

/** One lesson file as it lies in the folder. */
export interface FiledLesson extends ReadLesson {
  readonly file: string;
  readonly source: string;
}

/** A course folder read. `lessons` has each listed lesson in the languages that are there. */
export interface ReadCourse {
  /** Its folder, as a path that can be opened. */
  readonly folder: string;
  /** `courses/<code>/course.yaml`, as faults name it. */
  readonly file: string;
  readonly source: string;
  readonly course: CourseFile | null;
  readonly lessons: ReadonlyMap<string, Readonly<Partial<Record<Language, FiledLesson>>>>;
  readonly faults: readonly ContentFault[];
}

async function textOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}

/** Whether a file is there. */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Reads `channels.json` of a content folder. */
export async function readChannels(
  content: string,
): Promise<{ channels: Channels | null; faults: readonly ContentFault[] }> {
  const file = 'channels.json';
  const source = await textOf(join(content, file));
  if (source === null) return { channels: null, faults: [absent(file, file)] };
  const { value, faults } = readBlock(channelsSchema, source, { file, line: 1 });
  return { channels: value, faults };
}

function absent(file: string, name: string, line = 1): ContentFault {
  return { file, line, code: 'library.file_missing', values: { name } };
}

/** Reads every course of a content folder (`courses/<code>/`), faults and all. */
export async function readCourses(content: string): Promise<readonly ReadCourse[]> {
  const entries = await readdir(join(content, 'courses'), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readCourse(content, name)));
}

async function readCourse(content: string, name: string): Promise<ReadCourse> {
  const folder = join(content, 'courses', name);
  const file = `courses/${name}/course.yaml`;
  const source = await textOf(join(folder, 'course.yaml'));
  const empty = { folder, file, source: source ?? '', lessons: new Map() };
  if (source === null) return { ...empty, course: null, faults: [absent(file, 'course.yaml')] };
  const block = readBlock(courseSchema, source, { file, line: 1 });
  const course = block.value;
  if (!course) return { ...empty, course, faults: block.faults };
  const faults: ContentFault[] = [];
  if (course.code !== name) {
    const line = block.lineOf(['code']);
    faults.push({ file, line, code: 'library.course_code_differs', values: { name } });
  }
  const lessons = new Map(
    await Promise.all(
      course.lessons.map(async (code) => [code, await readBoth(folder, name, code)] as const),
    ),
  );
  for (const [index, code] of course.lessons.entries()) {
    for (const language of languages.filter((one) => !lessons.get(code)?.[one])) {
      faults.push(absent(file, `${code}.${language}.md`, block.lineOf(['lessons', index])));
    }
  }
  faults.push(...(await unlisted(folder, name, course)));
  return { ...empty, course, lessons, faults };
}

async function readBoth(folder: string, name: string, code: string) {
  const read = async (language: Language) => {
    const source = await textOf(join(folder, `${code}.${language}.md`));
    if (source === null) return [];
    const file = `courses/${name}/${code}.${language}.md`;
    const lesson = readLesson({ file, code, language, source });
    return [[language, { ...lesson, file, source }]] as const;
  };
  return Object.fromEntries((await Promise.all(languages.map(read))).flat());
}

async function unlisted(folder: string, name: string, course: CourseFile): Promise<ContentFault[]> {
  const known = new Set(
    course.lessons.flatMap((code) => languages.map((language) => `${code}.${language}.md`)),
  );
  return (await readdir(folder))
    .filter((file) => file.endsWith('.md') && !known.has(file))
    .sort()
    .map((file) => ({
      file: `courses/${name}/${file}`,
      line: 1,
      code: 'library.lesson_not_listed',
      values: {},
    }));
}
