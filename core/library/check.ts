import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentFolder, skillsFile } from '@suotdoi/content';
import type { ContentFault } from './blocks.ts';
import { type FiledLesson, isThere, type ReadCourse, readChannels, readCourses } from './course.ts';
import { languageFaults } from './language.ts';
import { type Front, type Language, languages, type Practice, type Question } from './model.ts';
import { type LessonWeight, weighLesson } from './weigh.ts';

/** What `suotdoi content check` found. A warning does not stop a course; a fault does. */
export interface ContentReport {
  readonly faults: readonly ContentFault[];
  readonly warnings: readonly ContentFault[];
  readonly weights: readonly LessonWeight[];
}

/** Checks every course of a content folder (`courses/`, `channels.json`); without one, our own. */
export async function checkContent(
  content: string = fileURLToPath(contentFolder),
): Promise<ContentReport> {
  const skills = skillCodes();
  const { channels, faults: channelFaults } = await readChannels(content);
  const courses = await readCourses(content);
  const ids = new Set((channels?.channels ?? []).map((channel) => channel.id));
  const texts = courses.flatMap((course) =>
    textsOf(course).map((text) => languageFaults(text, ids)),
  );
  const faults = [
    ...channelFaults,
    ...texts.flatMap((text) => text.faults),
    ...(await Promise.all(courses.map(mediaFaults))).flat(),
    ...courses.flatMap((course) => [
      ...course.faults,
      ...allFiles(course).flatMap((file) => file.faults),
      ...courseFaults(course, courses, skills),
    ]),
  ];
  const weights = await Promise.all(courses.flatMap(weightsOf));
  return {
    faults: inOrder(faults),
    warnings: inOrder(texts.flatMap((text) => text.warnings)),
    weights,
  };
}

function skillCodes(): ReadonlySet<string> {
  const { skills } = skillsFile as { skills: readonly { code: string }[] };
  return new Set(skills.map((skill) => skill.code));
}

function inOrder(faults: readonly ContentFault[]): ContentFault[] {
  return [...faults].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

function allFiles(course: ReadCourse): FiledLesson[] {
  return [...course.lessons.values()].flatMap((both) =>
    languages.flatMap((language) => both[language] ?? []),
  );
}

function textsOf(course: ReadCourse): { file: string; language: Language; source: string }[] {
  const lessons = [...course.lessons.values()].flatMap((both) =>
    languages.flatMap((language) => {
      const file = both[language];
      return file ? [{ file: file.file, language, source: file.source }] : [];
    }),
  );
  return [{ file: course.file, language: 'vi', source: course.source }, ...lessons];
}

async function mediaFaults(course: ReadCourse): Promise<ContentFault[]> {
  const wanted = allFiles(course).flatMap(({ lesson, file }) =>
    [...(lesson?.pictures ?? []), ...Object.values(lesson?.audio ?? {})].map((name) => ({
      file,
      name,
    })),
  );
  const found = await Promise.all(
    wanted.map(async (one) => ({ ...one, there: await isThere(join(course.folder, one.name)) })),
  );
  return found
    .filter((one) => !one.there)
    .map(({ file, name }) => ({ file, line: 1, code: 'library.file_missing', values: { name } }));
}

function courseFaults(
  read: ReadCourse,
  courses: readonly ReadCourse[],
  skills: ReadonlySet<string>,
): ContentFault[] {
  const codes = read.course?.lessons ?? [];
  const elsewhere = courses.flatMap(
    ({ course }) => course?.lessons.map((code) => `${course.code}:${code}`) ?? [],
  );
  const lessons = codes.flatMap((code) => read.lessons.get(code)?.vi ?? []);
  const pairs = codes.map((code) => read.lessons.get(code));
  return [
    ...codes.flatMap((code, index) => {
      const vi = read.lessons.get(code)?.vi;
      const known = { skills, before: new Set([...codes.slice(0, index), ...elsewhere]), codes };
      return vi ? frontFaults(vi, known) : [];
    }),
    ...twicePractices(lessons),
    ...pairs.flatMap((pair) => (pair?.vi && pair.en ? differences(pair.vi, pair.en) : [])),
  ];
}

interface Known {
  readonly skills: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
  readonly codes: readonly string[];
}

function frontFaults(vi: FiledLesson, { skills, before, codes }: Known): ContentFault[] {
  const at = (key: string, name: string, code: string): ContentFault => {
    return { file: vi.file, line: lineOf(vi.source, key), code, values: { name } };
  };
  const missing = vi.lesson?.prerequisites.filter((one) => !before.has(one)) ?? [];
  return [
    ...(vi.lesson?.skills ?? [])
      .filter((skill) => !skills.has(skill))
      .map((skill) => at('skills', skill, 'library.skill_unknown')),
    ...missing.map((one) => {
      const later = codes.includes(one);
      const code = later ? 'library.prerequisite_later' : 'library.prerequisite_unknown';
      return at('prerequisites', one, code);
    }),
  ];
}

function twicePractices(lessons: readonly FiledLesson[]): ContentFault[] {
  const seen = new Set<string>();
  return lessons.flatMap(({ lesson, file, practiceLines }) =>
    (lesson?.practices ?? []).flatMap(({ id }, index): ContentFault[] => {
      const twice = seen.has(id);
      seen.add(id);
      const line = practiceLines[index] ?? 1;
      return twice ? [{ file, line, code: 'library.practice_twice', values: { name: id } }] : [];
    }),
  );
}

function lineOf(source: string, key: string): number {
  return source.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1;
}

/** What must be the same in both languages, so that one result means one thing. */
function differences(vi: FiledLesson, en: FiledLesson): ContentFault[] {
  if (!vi.lesson || !en.lesson) return [];
  const a = vi.lesson;
  const b = en.lesson;
  const at = (line: number, name: string): ContentFault[] => [
    { file: en.file, line, code: 'library.languages_differ', values: { name } },
  ];
  const keys: (keyof Front)[] = ['skills', 'competence', 'minutes', 'prerequisites', 'licence'];
  const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  return [
    ...keys.flatMap((key) => (same(a[key], b[key]) ? [] : at(lineOf(en.source, key), key))),
    ...(a.steps.length === b.steps.length ? [] : at(1, 'steps')),
    ...(a.practices.length === b.practices.length ? [] : at(1, 'practice')),
    ...b.practices.flatMap((practice, index) => {
      const other = a.practices[index];
      const equal = !other || same(skeleton(other), skeleton(practice));
      return equal ? [] : at(en.practiceLines[index] ?? 1, practice.id);
    }),
    ...b.questions.flatMap((question, index) => {
      const other = a.questions[index];
      const equal = !other || same(skeleton(other), skeleton(question));
      return equal ? [] : at(en.questionLines[index] ?? 1, `quiz ${index + 1}`);
    }),
  ];
}

const STRUCTURE = new Set(['id', 'start', 'type', 'kind', 'icon', 'look', 'go']);
/** Lists of accepted words have as many as the language needs. */
const FREE = new Set(['answers', 'misses']);

/** The data without its words. */
function skeleton(data: Practice | Question): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => {
      if (FREE.has(key)) return undefined;
      return typeof value === 'string' && !STRUCTURE.has(key) ? '' : value;
    }),
  );
}

function weightsOf(read: ReadCourse): Promise<LessonWeight>[] {
  const { course } = read;
  return (course?.lessons ?? []).flatMap((code) => {
    const { vi, en } = read.lessons.get(code) ?? {};
    const lessons = [vi?.lesson, en?.lesson].flatMap((lesson) => lesson ?? []);
    return course && lessons.length > 0
      ? [weighLesson({ course: course.code, code, folder: read.folder, lessons })]
      : [];
  });
}
